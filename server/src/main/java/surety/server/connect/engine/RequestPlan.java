package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import surety.server.egress.Call.Parameter;
import surety.server.egress.PathTemplate;
import surety.server.egress.ReadRule;

/// One read: a path, its fixed parameters, and how its pages follow each other.
///
/// @param place where all of its parameters stand
record RequestPlan(
    PathTemplate path,
    ReadRule.Place place,
    List<Parameter> query,
    PagingPlan paging,
    PageShape shape) {

  /// The parameters of the first page; those of numbered pages are in [#page].
  List<Parameter> first(List<Parameter> more, int size) {
    List<Parameter> parameters = new ArrayList<>(query);
    parameters.addAll(more);
    if (!paging.sizeParameter().isEmpty()) {
      parameters.add(new Parameter(paging.sizeParameter(), Integer.toString(size)));
    }
    return parameters;
  }

  /// The parameters of the page with this number or token.
  List<Parameter> page(List<Parameter> more, String page) {
    List<Parameter> parameters = first(more, paging.size());
    if (paging.steps().within().isEmpty()) {
      parameters.add(new Parameter(paging.pageParameter(), page));
    } else {
      parameters.replaceAll(it -> it.name().equals(paging.pageParameter()) ? within(it, page) : it);
    }
    return parameters;
  }

  private Parameter within(Parameter parameter, String page) {
    String text =
        paging
            .steps()
            .within()
            .replace("{number}", page)
            .replace("{size}", Integer.toString(paging.size()))
            .replace("{text}", parameter.value());
    return new Parameter(parameter.name(), text);
  }

  /// Where the next link of a list may lead.
  Set<PathTemplate> nextPaths() {
    return paging.next().suffix().isEmpty() ? Set.of(path) : Set.of(path, continued());
  }

  private PathTemplate continued() {
    return new PathTemplate(path.text() + paging.next().suffix());
  }

  /// What egress may let through for this read.
  Stream<ReadRule> rules(Set<String> more) {
    Set<String> names = names(more);
    Stream<ReadRule> own = Stream.of(new ReadRule(path, names, place));
    return paging.next().suffix().isEmpty()
        ? own
        : Stream.concat(own, Stream.of(new ReadRule(continued(), names, place)));
  }

  /// The names of all parameters that it can have.
  Set<String> names(Set<String> more) {
    Set<String> names = new HashSet<>(more);
    query.forEach(parameter -> names.add(parameter.name()));
    names.addAll(paging.next().parameters());
    names.add(paging.sizeParameter());
    names.add(paging.pageParameter());
    names.remove("");
    return names;
  }
}
