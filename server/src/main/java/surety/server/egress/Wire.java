package surety.server.egress;

import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// The HTTP client underneath, with everything switched off that acts on its own: redirects,
/// retries, cookies, proxies, decompression.
final class Wire {

  /// How many connections are open at a time.
  record Pool(int all, int perHost) {}

  private static final Pool READS = new Pool(200, 64);

  private Wire() {}

  static CloseableHttpClient client(CheckedResolver resolver, EgressLimits limits, HostTls tls) {
    return client(resolver, limits, tls, READS);
  }

  static CloseableHttpClient client(
      CheckedResolver resolver, EgressLimits limits, HostTls tls, Pool pool) {
    return HttpClients.custom()
        .setConnectionManager(connections(resolver, limits, tls, pool))
        .setRoutePlanner(Wire::direct)
        .setDefaultRequestConfig(requests(limits))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .evictIdleConnections(TimeValue.ofSeconds(30))
        .build();
  }

  // To the host itself, whatever proxy the machine is set up for. A vendor's address that names no
  // port means that of its scheme.
  private static HttpRoute direct(HttpHost host, HttpContext context) {
    HttpHost place = RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE);
    return new HttpRoute(place, null, place.getSchemeName().equals("https"));
  }

  private static HttpClientConnectionManager connections(
      CheckedResolver resolver, EgressLimits limits, HostTls tls, Pool pool) {
    return new Unproxied()
        .setDnsResolver(resolver)
        .setTlsSocketStrategy(tls)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(headers()).build())
        .setDefaultConnectionConfig(connection(limits))
        .setMaxConnTotal(pool.all())
        .setMaxConnPerRoute(pool.perHost())
        .build();
  }

  private static Http1Config headers() {
    return Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(100).build();
  }

  private static ConnectionConfig connection(EgressLimits limits) {
    return ConnectionConfig.custom()
        .setConnectTimeout(Timeout.of(limits.connect()))
        .setSocketTimeout(Timeout.of(limits.silence()))
        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
        .setTimeToLive(5, TimeUnit.MINUTES)
        .build();
  }

  private static RequestConfig requests(EgressLimits limits) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(limits.whole()))
        .setResponseTimeout(Timeout.of(limits.silence()))
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  static URI uri(Destination destination, Call call) {
    String query = ReadPost.isOne(call) ? "" : query(call);
    return URI.create(
        destination.origin()
            + destination.base()
            + call.path()
            + (query.isEmpty() ? "" : "?" + query));
  }

  private static String query(Call call) {
    return call.parameters().stream()
        .map(it -> encoded(it.name()) + "=" + encoded(it.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  // A plain `new Socket()` would use the SOCKS proxy of the Java installation, which resolves the
  // name again at another place.
  private static final class Unproxied extends PoolingHttpClientConnectionManagerBuilder {
    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          _ -> new Socket(Proxy.NO_PROXY),
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
    }
  }
}
