package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import surety.server.egress.Call.Parameter;
import surety.server.egress.PathTemplate;
import surety.server.egress.ReadRule;

/// One read: a path, its fixed parameters, and how its pages follow each other.
record RequestPlan(PathTemplate path, List<Parameter> query, PagingPlan paging, PageShape shape) {

  /// The parameters of the first page; those of numbered pages are in [#numbered].
  List<Parameter> first(List<Parameter> more, int size) {
    List<Parameter> parameters = new ArrayList<>(query);
    parameters.addAll(more);
    parameters.add(new Parameter(paging.sizeParameter(), Integer.toString(size)));
    return parameters;
  }

  List<Parameter> numbered(List<Parameter> more, int page) {
    List<Parameter> parameters = first(more, paging.size());
    parameters.add(new Parameter(paging.numberParameter(), Integer.toString(page)));
    return parameters;
  }

  /// What egress may let through for this read.
  ReadRule rule(Set<String> more) {
    Set<String> names = new HashSet<>(more);
    query.forEach(parameter -> names.add(parameter.name()));
    names.add(paging.sizeParameter());
    names.addAll(paging.linkParameters());
    if (paging.style() == PagingPlan.Style.NUMBERED) {
      names.add(paging.numberParameter());
    }
    return new ReadRule(path, names);
  }
}
