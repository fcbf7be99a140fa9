using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>What one session of a run says of a benchmark.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Session">Tells sessions apart, and ascends in the order they came; of this store only.</param>
/// <param name="Environment">Where the session ran: times of two environments do not compare.</param>
/// <param name="Measurement">Without <see cref="Measurement.SamplesNs"/> and <see cref="Measurement.Values"/>.</param>
public sealed record StoredMeasurement(Guid Run, long Session, ExecutionEnvironment Environment, Measurement Measurement);
