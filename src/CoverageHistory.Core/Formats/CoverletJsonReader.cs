using System.Text.Json;
using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>coverlet's own JSON, of coverlet and of altcover: module, file, class, method, then lines and branches.</summary>
internal sealed class CoverletJsonReader : ICoverageReader
{
    public string Format => "coverlet-json";

    /// <summary>Objects four deep and in them <c>Lines</c> or <c>Branches</c>; or, with nothing in it to tell by, an empty object.</summary>
    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        var isModule = false;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName when reader.CurrentDepth == 5:
                        return reader.ValueTextEquals("Lines"u8) || reader.ValueTextEquals("Branches"u8);
                    case JsonTokenType.PropertyName when reader.CurrentDepth == 1:
                        isModule = ModuleName.Of(reader.ValueSpan).Length < reader.ValueSpan.Length;
                        break;
                    case JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.EndObject:
                        break;
                    default:
                        return false;
                }
            }
        }
        catch (JsonException)
        {
            // Damaged, but not beyond telling what it was meant to be.
            return isModule;
        }
        return isModule || (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0);
    }

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var json = new Utf8JsonScanner(content, path, cancellation);
        return new Reading(json).Run();
    }

    private sealed class Reading
    {
        private readonly Utf8JsonScanner _json;
        private readonly ReportBuilder _report = new("coverlet-json");
        private readonly MethodLines _method;

        public Reading(Utf8JsonScanner json)
        {
            _json = json;
            _method = new MethodLines(_report);
        }

        public CoverageReport Run()
        {
            ReadObject(() => ReadModule(_json.Intern(ModuleName.Of(_json.Value))));
            if (_json.Read())
                throw _json.Fault("the end of the file", Utf8JsonScanner.Describe(_json.Token));
            return _report.Build();
        }

        private void ReadModule(string module) => ReadObject(() =>
        {
            var file = _report.File(module, _json.Intern(_json.Value));
            ReadObject(() =>
            {
                _method.Class = _json.Intern(_json.Value);
                ReadObject(() => ReadMethod(file, _json.Value));
            });
        });

        private void ReadMethod(FileBuilder file, ReadOnlySpan<byte> name)
        {
            var fullName = _json.Intern(name);
            var parts = CilMethodName.Parse(name);
            _method.Name = _json.Intern(parts.Name);
            _method.Signature = _json.Intern(parts.Signature);
            ReadObject(() =>
            {
                if (_json.Value.SequenceEqual("Lines"u8))
                    ReadObject(() => ReadLine(file));
                else if (_json.Value.SequenceEqual("Branches"u8))
                    ReadBranches(file, fullName);
                else
                    _json.SkipValue();
            });
            _method.End();
        }

        private void ReadLine(FileBuilder file)
        {
            if (!ReportNumber.TryParseLine(_json.Value, out var number))
                throw _json.Fault("a line number", _json.Value);
            _method.TryAdd(file, number, number, ReadHits());
        }

        private void ReadBranches(FileBuilder file, string method)
        {
            _json.Advance();
            if (_json.Token == JsonTokenType.Null)
                return;
            if (_json.Token != JsonTokenType.StartArray)
                throw _json.Fault("an array", Utf8JsonScanner.Describe(_json.Token));
            while (true)
            {
                _json.Advance();
                if (_json.Token == JsonTokenType.EndArray)
                    return;
                ReadBranch(file, method);
            }
        }

        private void ReadBranch(FileBuilder file, string method)
        {
            int line = 0, offset = 0, path = 0;
            uint hits = 0;
            var found = 0;
            _json.ReadMembers(() =>
            {
                var name = _json.Value;
                if (name.SequenceEqual("Line"u8))
                    (line, found) = (ReadNumber(), found | 1);
                else if (name.SequenceEqual("Hits"u8))
                    (hits, found) = (ReadHits(), found | 2);
                else if (name.SequenceEqual("Offset"u8))
                    offset = ReadNumber();
                else if (name.SequenceEqual("Path"u8))
                    path = ReadNumber();
                else
                    _json.SkipValue();
            });
            if (found != 3)
                throw _json.Fault("a branch with Line and Hits", "one without");
            if (line > 0 && !ReportNumber.IsHidden(line))
                file.AddDecision(new Decision(line, method, (uint)offset, (uint)path, hits));
        }

        private int ReadNumber()
        {
            _json.Expect(JsonTokenType.Number);
            return ReportNumber.TryParseLine(_json.Value, out var number) ? number : throw _json.Fault("a number of at least 0", _json.Value);
        }

        private uint ReadHits()
        {
            _json.Expect(JsonTokenType.Number);
            return ReportNumber.TryParseCount(_json.Value, out var hits) ? hits : throw _json.Fault("a hit count", _json.Value);
        }

        private void ReadObject(Action member)
        {
            _json.Expect(JsonTokenType.StartObject);
            _json.ReadMembers(member);
        }
    }
}
