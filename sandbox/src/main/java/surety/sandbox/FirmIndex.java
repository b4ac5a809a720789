package surety.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Finds the firm's objects by id.
final class FirmIndex {
  final Firm firm;
  private final Map<Long, Client> clients;
  private final Map<Long, Project> projects;
  private final Map<Long, Service> services;
  private final Map<Long, Person> people;
  private final Map<Long, Invoice> invoices;

  FirmIndex(Firm firm) {
    this.firm = firm;
    clients = byId(firm.clients(), Client::id);
    projects = byId(firm.projects(), Project::id);
    services = byId(firm.services(), Service::id);
    people = byId(firm.people(), Person::id);
    invoices = byId(firm.invoices(), Invoice::id);
  }

  private static <T> Map<Long, T> byId(List<T> objects, ToLongFunction<T> id) {
    Map<Long, T> found = new HashMap<>();
    objects.forEach(object -> found.put(id.applyAsLong(object), object));
    return found;
  }

  Client client(@Nullable Long id) {
    return Objects.requireNonNull(clients.get(id));
  }

  Project project(long id) {
    return Objects.requireNonNull(projects.get(id));
  }

  Service service(long id) {
    return Objects.requireNonNull(services.get(id));
  }

  Person person(long id) {
    return Objects.requireNonNull(people.get(id));
  }

  Invoice invoice(long id) {
    return Objects.requireNonNull(invoices.get(id));
  }
}
