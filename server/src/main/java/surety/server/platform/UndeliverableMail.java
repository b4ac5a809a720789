package surety.server.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Mail to addresses under `.invalid`, which exist in no DNS (RFC 2606, section 2) and which no
/// mail server could deliver. It is not handed to one: the newest of it is kept in memory and lost
/// when the server ends, as all mail that cannot be delivered is in the end.
public final class UndeliverableMail {

  private static final int MOST = 100;

  private final Deque<Mail> kept = new ArrayDeque<>();

  /// Makes an empty tray.
  public UndeliverableMail() {}

  /// Keeps what cannot be delivered, and delivers the rest.
  public Consumer<Mail> orElse(Consumer<Mail> delivery) {
    return mail -> {
      if (isUndeliverable(mail.to())) {
        keep(mail);
      } else {
        delivery.accept(mail);
      }
    };
  }

  private static boolean isUndeliverable(String address) {
    return address.toLowerCase(Locale.ROOT).endsWith(".invalid");
  }

  private synchronized void keep(Mail mail) {
    kept.addLast(mail);
    if (kept.size() > MOST) {
      kept.removeFirst();
    }
    notifyAll();
  }

  /// Takes the newest mail to an address out of the tray, and the older ones with it. Waits until
  /// there is one.
  ///
  /// @param patience how long at most
  /// @return empty if none came
  public synchronized Optional<Mail> take(String address, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Optional<Mail> newest = remove(address);
    for (long left = patience.toNanos();
        newest.isEmpty() && left > 0;
        left = end - System.nanoTime()) {
      wait(left / 1_000_000 + 1);
      newest = remove(address);
    }
    return newest;
  }

  private Optional<Mail> remove(String address) {
    Optional<Mail> newest = Optional.empty();
    for (Iterator<Mail> mails = kept.iterator(); mails.hasNext(); ) {
      Mail mail = mails.next();
      if (mail.to().equals(address)) {
        newest = Optional.of(mail);
        mails.remove();
      }
    }
    return newest;
  }
}
