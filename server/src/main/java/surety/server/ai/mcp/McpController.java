package surety.server.ai.mcp;

import io.modelcontextprotocol.spec.ProtocolVersions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import surety.server.audit.AuditUnavailable;
import surety.server.platform.Batcher;
import surety.server.platform.Problem;
import surety.server.platform.Problems;
import surety.server.platform.PublicAddress;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// The endpoint for agents: streamable HTTP without sessions, so that each message is a POST with
/// its answer, and there is no stream to listen to.
@Controller
class McpController {

  private static final Logger LOG = LoggerFactory.getLogger(McpController.class);

  /// The largest message, in bytes. Arguments are short.
  private static final int LARGEST = 256 << 10;

  private static final Set<String> REVISIONS =
      Set.of(
          ProtocolVersions.MCP_2025_03_26,
          ProtocolVersions.MCP_2025_06_18,
          ProtocolVersions.MCP_2025_11_25);

  private static final Problem MEDIA_TYPE =
      new Problem(
          "media-type",
          415,
          "This form of message is not taken",
          "Send plain application/json in UTF-8, and accept application/json.");

  private static final Problem REVISION =
      new Problem(
          "protocol-version",
          400,
          "This revision of the protocol is not spoken here",
          "The newest that is spoken is " + ProtocolVersions.MCP_2025_11_25 + ".");

  private static final Problem PERMISSION =
      new Problem(
          "key-permission",
          403,
          "This API key may not read figures",
          "An owner of the workspace makes one that may under Settings, API keys.");

  private final AgentTransport transport;
  private final PublicAddress address;

  McpController(AgentTransport transport, PublicAddress address) {
    this.transport = transport;
    this.address = address;
  }

  @RequestMapping("/mcp")
  @Requires(Permission.DASHBOARD_VIEW)
  void message(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Rebinding.refuse(request, address);
    requireBearer(request);
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      throw new Refusal(Problem.METHOD);
    }
    requireForm(request);
    write(transport.answer(body(request), scope), response);
  }

  // The gateway also takes a key in a header of its own; here the protocol knows one way alone.
  private static void requireBearer(HttpServletRequest request) {
    if (request.getHeader("Authorization") == null) {
      throw new Refusal(Problem.KEY);
    }
  }

  private static void requireForm(HttpServletRequest request) {
    String type = header(request.getContentType());
    String accept = header(request.getHeader("Accept"));
    boolean json = type.equals("application/json") || type.equals("application/json;charset=utf-8");
    boolean takesJson =
        accept.isEmpty() || accept.contains("application/json") || accept.contains("*/*");
    if (!json || !takesJson || request.getHeader("Content-Encoding") != null) {
      throw new Refusal(MEDIA_TYPE);
    }
    String revision = request.getHeader("MCP-Protocol-Version");
    if (revision != null && !REVISIONS.contains(revision)) {
      throw new Refusal(REVISION);
    }
  }

  private static String header(@Nullable String value) {
    return value == null ? "" : value.toLowerCase(Locale.ROOT).replace(" ", "");
  }

  private static String body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new Refusal(Problem.TOO_LARGE);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(Problem.MALFORMED);
    }
  }

  private static void write(AgentTransport.Answer answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    response.setHeader("Cache-Control", "no-store");
    if (answer.body().length > 0) {
      response.setContentType("application/json");
      response.setContentLength(answer.body().length);
      response.getOutputStream().write(answer.body());
    }
  }

  @ExceptionHandler
  void failed(RuntimeException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem = problem(e);
    if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      boolean shown = request.getHeader("Authorization") != null;
      response.setHeader(
          "WWW-Authenticate",
          "Bearer realm=\"Surety\"" + (shown ? ", error=\"invalid_token\"" : ""));
    }
    Problems.endForProgram(request, response, problem);
  }

  private static Problem problem(RuntimeException e) {
    return switch (e) {
      case Refusal refusal -> refusal.problem();
      case PermissionMissing _ -> PERMISSION;
      case AuditUnavailable _, Batcher.Overloaded _, DataAccessException _ -> Problem.UNAVAILABLE;
      default -> failed(e);
    };
  }

  // The message of whatever went wrong may hold what was read, so it is not logged.
  private static Problem failed(RuntimeException e) {
    LOG.error("a message of an agent failed: {}", e.getClass().getName());
    return Problem.FAILED;
  }
}
