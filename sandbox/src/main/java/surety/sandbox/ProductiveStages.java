package surety.sandbox;

import static surety.sandbox.ProductiveTables.shape;

import java.util.List;

/// The one sales pipeline of the firm and its stages in Productive.io's resources.
final class ProductiveStages {
  static final long PIPELINE = 5;

  private ProductiveStages() {}

  static int status(Deal.State state) {
    return switch (state) {
      case OPEN -> 1;
      case WON -> 2;
      case LOST -> 3;
    };
  }

  static Table stages(Firm firm) {
    Shape<Deal.Stage> shape =
        ProductiveTables.<Deal.Stage>shape(
                Deal.Stage::id,
                (stage, json) ->
                    json.put("name", stage.name())
                        .put("position", stage.position())
                        .put("status_id", status(stage.state()))
                        .put("probability", stage.probabilityPercent())
                        .put("probability_enabled", true))
            .one("pipeline", _ -> PIPELINE);
    return new Table("deal_statuses", shape.rows(firm.stages())).one("pipeline", "pipelines");
  }

  static Table pipelines() {
    Shape<String> shape =
        shape(
            _ -> PIPELINE,
            (name, json) -> json.put("name", name).put("position", 1).put("pipeline_type_id", 1));
    return new Table("pipelines", shape.rows(List.of("Sales")));
  }
}
