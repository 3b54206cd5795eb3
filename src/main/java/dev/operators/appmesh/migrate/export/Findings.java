// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.LossReport;
import dev.operators.appmesh.migrate.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the findings for the fields of one gateway during its export. Not thread-safe. */
public final class Findings {

  private static final String ROOT = "spec";

  /** A list of objects of which each has fields of its own; all other lists are one field. */
  private static final String LISTENERS = ROOT + ".listeners";

  private final String resource;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<Finding> found = new ArrayList<>();

  /** Starts without findings. */
  public Findings(SourceGateway gateway) {
    resource = gateway.resource();
    collect(ROOT, gateway.tree().members());
  }

  /** The fields that are set: scalars, lists but that of the listeners, and empty objects. */
  public Set<String> fields() {
    return fields.keySet();
  }

  /** The root of all fields. */
  public Place spec() {
    return new Place(ROOT, this);
  }

  /** Adds the findings for what is not part of the gateway: mesh, owner, connection, management. */
  public void noteIdentity() {
    spec().at("meshName").changed("there is no mesh any more");
    spec().at("meshOwner").changed("there is no mesh any more");
    for (var ours : List.of("connectionRef", "management")) {
      spec().at(ours).all(Verdict.CHANGED, "is about this operator; nothing of it is needed");
    }
  }

  /** A place that is not a field of the spec. */
  public void about(String topic, Verdict verdict, String words) {
    found.add(new Finding(resource, topic, verdict, words));
  }

  /** The findings: first those for fields, in the order of the spec, then the others. */
  public LossReport report() {
    var order = new HashMap<String, Integer>();
    fields.keySet().forEach(field -> order.put(field, order.size()));
    var all = new ArrayList<>(found);
    fields.forEach(
        (field, value) -> {
          if (value instanceof Map<?, ?>
              && all.stream().noneMatch(it -> it.field().equals(field))) {
            all.add(new Finding(resource, field, Verdict.KEPT, "empty: it says nothing"));
          }
        });
    all.sort(Comparator.comparing(it -> order.getOrDefault(it.field(), order.size())));
    return new LossReport(all);
  }

  /** Adds a finding if the field is set. */
  void add(String field, Verdict verdict, String words, List<String> commands) {
    if (fields.containsKey(field)) {
      found.add(new Finding(resource, field, verdict, words, commands));
    }
  }

  /** Adds the same finding for all fields that are set at a path or below. */
  void addBelow(String path, Verdict verdict, String words) {
    for (var field : fields.keySet()) {
      if (field.equals(path) || field.startsWith(path + ".")) {
        add(field, verdict, words, List.of());
      }
    }
  }

  private void collect(String path, Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((name, member) -> collect(path + "." + name, member));
    } else if (value instanceof List<?> list && path.equals(LISTENERS)) {
      for (int i = 0; i < list.size(); i++) {
        collect(path + "[" + i + "]", list.get(i));
      }
    } else {
      fields.put(path, value);
    }
  }
}
