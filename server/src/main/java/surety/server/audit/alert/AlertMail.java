package surety.server.audit.alert;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;
import surety.server.audit.alert.AlertRows.News;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.platform.PublicAddress;
import surety.server.workspace.WorkspaceId;

/// Writes the mail that tells of alerts.
@Component
class AlertMail {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final Mailer mailer;
  private final PublicAddress address;

  AlertMail(Mailer mailer, PublicAddress address) {
    this.mailer = mailer;
    this.address = address;
  }

  /// Sends one mail to each.
  ///
  /// @throws surety.server.platform.Refusal if too many mails wait already
  void send(WorkspaceId workspace, News news) {
    String security = address.origin() + "/w/" + workspace + "/security";
    StringBuilder text =
        new StringBuilder("In the workspace \"" + shown(news.workspace()) + "\" on Surety:\n\n");
    for (Alert alert : news.alerts()) {
      text.append(TIME.format(alert.at())).append('\n');
      text.append(shown(alert.who())).append(' ').append(alert.what()).append(".\n");
      text.append(security).append(alert.filter()).append("\n\n");
    }
    text.append("Which alerts there are is set here:\n").append(security).append("/alerts\n");
    String subject =
        news.alerts().size() == 1
            ? "Security alert: " + news.alerts().getFirst().rule().label()
            : "Security alerts: " + news.alerts().size();
    for (String to : news.to()) {
      mailer.send(new Mail(to, subject, text.toString()));
    }
  }

  // What others wrote stays on its line and cannot run backwards.
  private static String shown(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
  }
}
