package surety.server.posture.run;

import java.util.function.Supplier;
import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.RecordingProvider;
import surety.server.posture.probe.RecordingVendor;
import surety.server.posture.probe.SqlAttacker;

/// What runs are lent, made when the first run asks for it.
public record Means(
    Supplier<Canaries> canaries,
    Supplier<SqlAttacker> sql,
    Supplier<RecordingVendor> vendor,
    Supplier<RecordingProvider> models) {}
