using System.Runtime.InteropServices;
using CoverageHistory.Tool;

using var cancelling = new CancellationTokenSource();
// The first signal asks the command to stop; the second one is left to the system, which ends the process.
void Cancel(PosixSignalContext signal)
{
    signal.Cancel = !cancelling.IsCancellationRequested;
    cancelling.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

return Application.Run(args, ToolHost.OfProcess(), cancelling.Token);
