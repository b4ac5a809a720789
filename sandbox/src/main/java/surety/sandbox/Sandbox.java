package surety.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import surety.sandbox.model.ModelProviders;

/// Runs the stand-ins from the command line until the process is ended.
public final class Sandbox {
  static final String HELP =
      """
      Stand-ins for the vendors that Surety reads, with one made-up firm, and for OpenAI and
      Anthropic without a model, on 127.0.0.1 over http.

      Usage: sandbox [options]
        --port N         port; 0 (the default) for any free one
        --seed N         which firm to make up; 1 by default
        --latency MS     delay of each answer in milliseconds; 0 by default
        --rate-limits    apply the vendors' published rate limits
        --help           this text
      """;

  private Sandbox() {}

  /// Starts the stand-ins, prints where they are, and waits.
  ///
  /// Exits with 2 on an option that it does not know, with 1 if the port is taken.
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(arguments, out(System.out), out(System.err)));
  }

  private static PrintStream out(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) throws InterruptedException {
    SandboxArguments parsed;
    try {
      parsed = SandboxArguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "; see --help");
      return 2;
    }
    if (parsed.help()) {
      out.print(HELP);
      return 0;
    }
    try (SandboxServer sandbox = SandboxServer.start(options(parsed))) {
      Thread.startVirtualThread(sandbox::warmUp);
      describe(sandbox, out);
      new CountDownLatch(1).await();
      return 0;
    } catch (IOException e) {
      err.println("Port " + parsed.port() + " of 127.0.0.1 can not be used: " + e.getMessage());
      return 1;
    }
  }

  private static SandboxOptions options(SandboxArguments parsed) {
    Firm firm = Firm.generate(parsed.seed(), LocalDate.now(ZoneOffset.UTC));
    SandboxOptions options =
        SandboxOptions.of(firm)
            .withPort(parsed.port())
            .withLatency(Duration.ofMillis(parsed.latencyMillis()));
    return parsed.rateLimits() ? options.withRateLimits() : options;
  }

  private static void describe(SandboxServer sandbox, PrintStream out) {
    out.println("Productive.io  " + sandbox.productiveBaseUrl());
    out.println("  X-Organization-Id   " + Tokens.PRODUCTIVE_ORGANIZATION);
    out.println("  X-Auth-Token        " + Tokens.PRODUCTIVE_READ_ONLY + "   reads");
    out.println("                      " + Tokens.PRODUCTIVE_FULL + "  reads and writes");
    out.println("                      " + Tokens.PRODUCTIVE_RESTRICTED + "  no costs and prices");
    out.println("Harvest        " + sandbox.harvestBaseUrl());
    out.println("  Accounts            " + sandbox.harvestIdBaseUrl() + "/accounts");
    out.println("  Harvest-Account-Id  " + Tokens.HARVEST_ACCOUNT);
    out.println("  Authorization       Bearer " + Tokens.HARVEST_FULL + "   reads and writes");
    out.println(
        "                      Bearer " + Tokens.HARVEST_RESTRICTED + "   no rates, no invoices");
    out.println("Float          " + sandbox.baseUrl(Vendor.FLOAT));
    out.println("  Authorization       Bearer " + Tokens.FLOAT);
    out.println("Pipedrive      " + sandbox.baseUrl(Vendor.PIPEDRIVE));
    out.println("  x-api-token         " + Tokens.PIPEDRIVE);
    out.println("HubSpot        " + sandbox.baseUrl(Vendor.HUBSPOT));
    out.println("  Authorization       Bearer " + Tokens.HUBSPOT_READ_ONLY + "   reads");
    out.println("                      Bearer " + Tokens.HUBSPOT_FULL + "   reads and writes");
    out.println("ConnectWise    " + sandbox.baseUrl(Vendor.CONNECTWISE));
    out.println("  clientId            " + Tokens.CONNECTWISE_CLIENT);
    out.println("  Company, keys       " + Tokens.CONNECTWISE_COMPANY);
    out.println("                      " + Tokens.CONNECTWISE_PUBLIC);
    out.println("                      " + Tokens.CONNECTWISE_PRIVATE);
    out.println("Autotask       " + sandbox.baseUrl(Vendor.AUTOTASK));
    out.println("  ApiIntegrationCode  " + Tokens.AUTOTASK_CODE);
    out.println("  UserName            " + Tokens.AUTOTASK_USER);
    out.println("  Secret              " + Tokens.AUTOTASK_SECRET);
    out.println("QuickBooks     " + sandbox.baseUrl(Vendor.QUICKBOOKS));
    out.println("  Authorization       Bearer " + Tokens.QUICKBOOKS);
    out.println("Xero           " + sandbox.baseUrl(Vendor.XERO));
    out.println("  Authorization       Bearer " + Tokens.XERO);
    out.println("  Xero-Tenant-Id      " + Tokens.XERO_TENANT);
    out.println("Accelo         " + sandbox.baseUrl(Vendor.ACCELO));
    out.println("  Authorization       Bearer " + Tokens.ACCELO);
    out.println("Kantata        " + sandbox.baseUrl(Vendor.KANTATA));
    out.println("  Authorization       Bearer " + Tokens.KANTATA);
    out.println("Resource Guru  " + sandbox.baseUrl(Vendor.RESOURCEGURU));
    out.println("  Authorization       Bearer " + Tokens.RESOURCEGURU);
    out.println("Salesforce     " + sandbox.baseUrl(Vendor.SALESFORCE));
    out.println("  Authorization       Bearer " + Tokens.SALESFORCE);
    out.println("Scoro          " + sandbox.baseUrl(Vendor.SCORO));
    out.println("  apiKey              " + Tokens.SCORO);
    out.println("  company_account_id  " + Tokens.SCORO_ACCOUNT);
    out.println("  App (all with consent) " + Tokens.APP_ID + ", " + Tokens.APP_SECRET);
    out.println("OpenAI         " + sandbox.openaiBaseUrl());
    out.println("Anthropic      " + sandbox.anthropicBaseUrl());
    out.println("  API key             " + ModelProviders.KEY);
    out.println("  Model               " + ModelProviders.MODEL + "   stands in, none runs");
    out.println("ready");
  }
}
