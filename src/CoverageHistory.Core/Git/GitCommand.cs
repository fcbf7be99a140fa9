using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CoverageHistory.Git;

/// <summary>One running git. Several may run side by side: start them all, then wait for each.</summary>
internal sealed class GitCommand : IDisposable
{
    private const int DefaultOutputLimitBytes = 16 * 1024 * 1024;
    private const int ErrorLimitBytes = 16 * 1024;

    private readonly string _name;
    private readonly Process _process;
    private readonly TimeSpan _limit;

    private readonly Task? _input;

    private GitCommand(string name, Process process, TimeSpan limit, Task? input)
    {
        _name = name;
        _process = process;
        _limit = limit;
        _input = input;
    }

    /// <param name="name">The subcommand, for messages.</param>
    /// <param name="input">Writes what git reads, on a thread of its own; null: nothing.</param>
    /// <exception cref="GitException">It could not be started.</exception>
    public static GitCommand Start(string name, ProcessStartInfo start, TimeSpan limit, Action<Stream>? input = null)
    {
        try
        {
            var process = Process.Start(start) ?? throw new GitException($"git did not start: {start.FileName}");
            if (input is null)
                process.StandardInput.Close();
            return new GitCommand(name, process, limit, input is null ? null : Feed(process, input));
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new GitException($"git did not start in '{start.WorkingDirectory}': {e.Message}", e);
        }
    }

    /// <exception cref="TimeoutException">It took longer than its limit and was stopped.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; git was stopped.</exception>
    /// <param name="expectedBytes">Room to begin with; with exactly as much as there is, nothing is copied.</param>
    public GitOutput WaitForOutput(CancellationToken cancellation, int limitBytes = DefaultOutputLimitBytes, int expectedBytes = 0) =>
        Wait(stream => ReadAll(stream, limitBytes, expectedBytes, drain: false), cancellation);

    /// <summary>The same for many lines, which are read while git writes them and are not kept: the output is empty.</summary>
    /// <param name="take">Gets each line that ends, without its end, on a thread of its own.</param>
    public GitOutput WaitForLines(LineReader take, int limitBytes, CancellationToken cancellation) =>
        Wait(stream => ReadLines(stream, take, limitBytes), cancellation);

    /// <param name="line">Valid during the call.</param>
    public delegate void LineReader(ReadOnlySpan<byte> line);

    private GitOutput Wait(Func<Stream, Captured> read, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_limit);

        // Threads of their own: the pool starts with one a core, and these block.
        var output = InBackground(() => Read(_process.StandardOutput.BaseStream, read));
        var error = InBackground(() => Read(_process.StandardError.BaseStream, stream => ReadAll(stream, ErrorLimitBytes, expectedBytes: 0, drain: true)));
        try
        {
            var captured = Await(output, deadline.Token);
            if (captured.IsTruncated)
                Stop();
            var complaint = Await(error, deadline.Token).Bytes;
            // Both pipes are closed, so git is done but for a moment.
            while (!_process.WaitForExit(TimeSpan.FromMilliseconds(50)))
                deadline.Token.ThrowIfCancellationRequested();
            // What went wrong while writing tells more than what git made of half of it.
            if (_input is not null && !captured.IsTruncated)
                Await(_input, deadline.Token);
            return new GitOutput(_process.ExitCode, captured.Bytes, captured.IsTruncated, Encoding.UTF8.GetString(complaint));
        }
        catch (OperationCanceledException)
        {
            Stop();
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"git {_name} took longer than {_limit.TotalSeconds:0.#} s"));
        }
    }

    public void Dispose()
    {
        Stop();
        _process.Dispose();
    }

    private void Stop()
    {
        try
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in between, or the system will not let go of it; either way there is nothing left to stop.
        }
    }

    private static Task<Captured> InBackground(Func<Captured> read) =>
        Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task Feed(Process process, Action<Stream> write) => Task.Factory.StartNew(() =>
    {
        try
        {
            using var stream = process.StandardInput.BaseStream;
            using var buffered = new BufferedStream(stream, 64 * 1024);
            write(buffered);
        }
        catch (IOException)
        {
            // Git ended before it had read everything; its exit code and its complaint say why.
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Await(Task task, CancellationToken cancellation)
    {
        Task.WaitAny([task], cancellation);
        task.GetAwaiter().GetResult();
    }

    private static Captured Await(Task<Captured> task, CancellationToken cancellation)
    {
        Task.WaitAny([task], cancellation);
        return task.GetAwaiter().GetResult();
    }

    private static Captured Read(Stream stream, Func<Stream, Captured> read)
    {
        // A pipe stream reads through System.Net.Sockets; loading that takes 10 ms, more than git itself.
        if (stream is not PipeStream pipe)
            return read(stream);

        var isHeld = false;
        try
        {
            // Held, so that the descriptor is not closed and given to another file under a read that outlives its deadline.
            pipe.SafePipeHandle.DangerousAddRef(ref isHeld);
            using var handle = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
            using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return read(file);
        }
        finally
        {
            if (isHeld)
                pipe.SafePipeHandle.DangerousRelease();
        }
    }

    /// <param name="drain">Whether to go on reading, for nothing, beyond the limit, so that git is not held up.</param>
    private static Captured ReadAll(Stream stream, int limitBytes, int expectedBytes, bool drain)
    {
        using var bytes = new MemoryStream(expectedBytes);
        var buffer = new byte[expectedBytes > 8192 ? 65536 : 8192];
        var isTruncated = false;
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            var kept = Math.Min(count, limitBytes - (int)bytes.Length);
            bytes.Write(buffer, 0, kept);
            isTruncated |= kept < count;
            if (isTruncated && !drain)
                break;
        }
        return new Captured(bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray(), isTruncated);
    }

    private static Captured ReadLines(Stream stream, LineReader take, int limitBytes)
    {
        var buffer = new byte[65536];
        var kept = 0;
        long total = 0;
        int count;
        while ((count = stream.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            total += count;
            if (total > limitBytes)
                return new Captured([], IsTruncated: true);
            var unread = buffer.AsSpan(0, kept + count);
            while (unread.IndexOf((byte)'\n') is >= 0 and var end)
            {
                take(unread[..end]);
                unread = unread[(end + 1)..];
            }
            kept = unread.Length;
            unread.CopyTo(buffer);
            if (kept == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
        return new Captured([], IsTruncated: false);
    }

    /// <summary>A class: tasks of a tuple would be compiled anew in every process, which takes longer than git.</summary>
    private sealed record Captured(byte[] Bytes, bool IsTruncated);
}
