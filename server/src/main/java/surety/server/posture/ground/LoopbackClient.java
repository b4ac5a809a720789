package surety.server.posture.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// A plain HTTPS client that reaches one port of this machine and nothing else, whatever host it is
/// asked for. It follows, keeps and adds nothing by itself.
final class LoopbackClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MOST_CONNECTIONS = 40;

  private final CloseableHttpClient client;

  /// @param where what is connected to, asked for each connection
  /// @param trust asked for each handshake
  LoopbackClient(Supplier<InetSocketAddress> where, Supplier<SSLContext> trust) {
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new Fixed(where))
                    .setTlsSocketStrategy(
                        (socket, target, port, attachment, context) ->
                            new DefaultClientTlsStrategy(trust.get())
                                .upgrade(socket, target, port, attachment, context))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setSocketTimeout(Timeout.of(PATIENCE))
                            .setConnectTimeout(Timeout.of(PATIENCE))
                            .build())
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(PATIENCE))
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .build();
  }

  /// An answer as it came.
  record Got(int status, Map<String, List<String>> headers, byte[] body) {}

  /// Sends a request.
  Got send(URI uri, String method, Map<String, String> headers, byte[] body) {
    HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
    headers.forEach(request::addHeader);
    if (body.length > 0) {
      request.setEntity(new ByteArrayEntity(body, null));
    }
    try {
      HttpClientResponseHandler<Got> reader = LoopbackClient::read;
      return client.execute(request, reader);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing came back over loopback", e);
    }
  }

  private static Got read(ClassicHttpResponse response) throws IOException {
    Map<String, List<String>> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName(), _ -> new java.util.ArrayList<>())
          .add(header.getValue());
    }
    byte[] body =
        response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
    return new Got(response.getCode(), headers, body == null ? new byte[0] : body);
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /// Leads every name to the same place.
  private record Fixed(Supplier<InetSocketAddress> where) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) {
      return new InetAddress[] {where.get().getAddress()};
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) {
      return List.of(where.get());
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
