using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>What one session of a run says of a benchmark.</summary>
/// <param name="Session">Tells sessions apart, and ascends in the order they came; of this store only.</param>
/// <param name="Measurement">Without <see cref="Measurement.SamplesNs"/> and <see cref="Measurement.Values"/>.</param>
public sealed record StoredMeasurement(Guid Run, long Session, ExecutionEnvironment Environment, Measurement Measurement);
