package surety.server.connect;

import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Hands out signed receipts of disconnects.
@Controller
class ReceiptController {

  private final WorkspaceDatabase database;

  ReceiptController(WorkspaceDatabase database) {
    this.database = database;
  }

  @GetMapping("/w/{workspace}/connections/receipts/{receipt}")
  @Requires(Permission.CONNECTIONS_MANAGE)
  ResponseEntity<byte[]> receipt(WorkspaceScope scope, @PathVariable UUID receipt) {
    byte[] envelope =
        database
            .read(scope, client -> new ReceiptRows(client, scope.workspace()).envelope(receipt))
            .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("disconnect-" + receipt + ".dsse.json")
                .build()
                .toString())
        .body(envelope);
  }
}
