using System.Diagnostics.CodeAnalysis;

namespace CoverageHistory.Formats;

/// <summary>A format that is known by its content; a file's name does not count.</summary>
internal interface IContentFormat
{
    /// <summary>The format's name in the contract, such as <c>cobertura</c>.</summary>
    string Format { get; }

    /// <summary>Whether a file that starts like this is of the format. <paramref name="head"/>: its first bytes, 64 KB at most, as UTF-8 without a byte order mark.</summary>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>The first of them that recognizes the content; false when none does.</summary>
    internal static bool TryFind<TReader>(TReader[] readers, ReadOnlySpan<byte> head, [NotNullWhen(true)] out TReader? found)
        where TReader : class, IContentFormat
    {
        foreach (var reader in readers)
        {
            if (!reader.Recognizes(head))
                continue;
            found = reader;
            return true;
        }
        found = null;
        return false;
    }
}
