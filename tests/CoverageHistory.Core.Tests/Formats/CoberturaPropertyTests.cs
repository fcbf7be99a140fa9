using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;
using CsCheck;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Whatever a producer could write, in whatever order and spelling: the union is the same, on both ways through XML.</summary>
public sealed class CoberturaPropertyTests
{
    private static readonly Gen<Line> GenLine =
        Gen.Select(Gen.Int[1, 40], Gen.OneOf(Gen.Const(0u), Gen.UInt[1, 9], Gen.Const(uint.MaxValue)), Gen.Int[0, 4], Gen.Int[0, 4],
            (number, hits, covered, total) => new Line(number, hits, Math.Min(covered, total), total));

    private static readonly Gen<Method> GenMethod =
        Gen.Select(Gen.OneOf("M", "N", ".ctor", "<M>b__0"), Gen.OneOf("", "()", "(System.Collections.Generic.List`1<System.String>)"),
            Gen.Int[0, 9], GenLine.Array[0, 6], (name, signature, complexity, lines) => new Method(name, signature, complexity, lines));

    private static readonly Gen<Class> GenClass =
        Gen.Select(Gen.OneOf("P", "Q"), Gen.OneOf("A", "B", "A/<M>d__1", "Ö\"'&"), Gen.OneOf("a.cs", @"x\b.cs", "/src/c & d.cs", "漢.cs"),
            GenMethod.Array[0, 4], GenLine.Array[0, 30], (module, name, file, methods, lines) => new Class(module, name, file, methods, lines));

    [Fact]
    public void Reading_what_was_written_gives_the_union() =>
        Gen.Select(GenClass.Array[0, 8], Gen.Int).Sample((classes, seed) =>
        {
            var text = new Writer(new Random(seed)).Write(classes);
            var expected = Expected(classes);
            var content = Encode(text, new Random(seed));
            Assert.Equal(expected, Text(CoverageReaders.Read(new MemoryStream(content), "x", ReadLimits.Default, default)));
            using var slow = XmlScanner.OpenSlow(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x", default);
            Assert.Equal(expected, Text(CoberturaReader.Read(slow)));
        }, iter: 1000);

    private static string Expected(Class[] classes)
    {
        var text = new StringBuilder();
        foreach (var file in classes.GroupBy(type => (type.Module, type.File)).OrderBy(file => file.Key.Module, StringComparer.Ordinal).ThenBy(file => file.Key.File, StringComparer.Ordinal))
        {
            var lines = file.SelectMany(type => type.Lines.Concat(type.Methods.SelectMany(method => method.Lines))).GroupBy(line => line.Number).OrderBy(line => line.Key).ToList();
            if (lines.Count == 0)
                continue;
            text.AppendLine($"{file.Key.Module} {file.Key.File}");
            text.AppendLine(string.Join(' ', lines.Select(same =>
                $"{same.Key}:{same.Max(line => line.Hits)}({same.Max(line => line.Covered)}/{same.Max(line => line.Total)})")));
            foreach (var type in file.GroupBy(type => type.Name))
            {
                text.AppendLine($"  {type.Key}");
                foreach (var method in type.SelectMany(one => one.Methods).GroupBy(method => (method.Name, method.Signature)))
                {
                    var complexity = method.Max(one => one.Complexity);
                    var numbers = method.SelectMany(one => one.Lines).Select(line => line.Number).Distinct().Order();
                    text.AppendLine($"    {method.Key.Name}{method.Key.Signature} {(complexity == 0 ? null : complexity)} {string.Join(',', numbers)}");
                }
            }
        }
        return text.ToString();
    }

    private static string Text(CoverageReport report)
    {
        var text = new StringBuilder();
        foreach (var file in report.Files)
        {
            text.AppendLine($"{file.Module} {file.Path}");
            text.AppendLine(string.Join(' ', file.Lines.Select(line => $"{line.Number}:{line.Hits}({line.BranchesCovered}/{line.BranchesTotal})")));
            foreach (var type in file.Classes)
            {
                text.AppendLine($"  {type.Name}");
                foreach (var method in type.Methods)
                    text.AppendLine($"    {method.Name}{method.Signature} {method.Complexity} {string.Join(',', method.Lines)}");
            }
        }
        return text.ToString();
    }

    private static byte[] Encode(string text, Random random)
    {
        Encoding encoding = random.Next(5) switch
        {
            0 => new UTF8Encoding(true),
            1 => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            2 => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            _ => new UTF8Encoding(false),
        };
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }

    private sealed record Line(int Number, uint Hits, int Covered, int Total);

    private sealed record Method(string Name, string Signature, int Complexity, Line[] Lines);

    private sealed record Class(string Module, string Name, string File, Method[] Methods, Line[] Lines);

    /// <summary>Writes the same report in one of its many spellings.</summary>
    private sealed class Writer(Random random)
    {
        private readonly StringBuilder _text = new();

        public string Write(Class[] classes)
        {
            if (random.Next(2) == 0)
                _text.Append("<?xml version='1.0'?>");
            Space();
            if (random.Next(4) == 0)
                _text.Append(random.Next(2) == 0 ? "<!DOCTYPE coverage SYSTEM 'coverage-04.dtd'>" : "<!DOCTYPE coverage [<!ELEMENT coverage ANY>]>");
            Element("coverage", [("line-rate", "0.5"), ("version", "1.9")], () => Element("packages", [], () =>
            {
                foreach (var type in classes)
                    Element("package", [("name", type.Module), ("line-rate", "1")], () => Element("classes", [], () => Write(type)));
            }));
            return _text.ToString();
        }

        private void Write(Class type) => Element("class", [("name", type.Name), ("filename", type.File), ("complexity", "NaN")], () =>
        {
            Element("methods", [], () =>
            {
                foreach (var method in type.Methods)
                {
                    Element("method", [("name", method.Name), ("signature", method.Signature), ("complexity", $"{method.Complexity}")], () =>
                        Element("lines", [], () => Write(method.Lines)));
                }
            });
            Element("lines", [], () => Write(type.Lines));
        });

        private void Write(Line[] lines)
        {
            foreach (var line in lines)
            {
                List<(string, string)> attributes = [("number", $"{line.Number}"), ("hits", $"{line.Hits}")];
                if (line.Total > 0)
                    attributes.AddRange([("branch", random.Next(2) == 0 ? "True" : "true"), ("condition-coverage", $"50% ({line.Covered}/{line.Total})")]);
                else if (random.Next(2) == 0)
                    attributes.Add(("branch", "False"));
                Element("line", attributes, () =>
                {
                    if (line.Total > 0 && random.Next(2) == 0)
                        Element("conditions", [], () => Element("condition", [("number", "0"), ("coverage", "50%")], () => { }));
                });
            }
        }

        private void Element(string name, IEnumerable<(string Name, string Value)> attributes, Action content)
        {
            _text.Append('<').Append(name);
            var ordered = attributes.ToArray();
            if (random.Next(2) == 0)
                random.Shuffle(ordered);
            foreach (var attribute in ordered)
            {
                var quote = random.Next(2) == 0 ? '"' : '\'';
                _text.Append(random.Next(5) == 0 ? "\r\n\t" : " ").Append(attribute.Name).Append(random.Next(9) == 0 ? " = " : "=")
                    .Append(quote).Append(Escape(attribute.Value, quote)).Append(quote);
            }
            Space();
            var before = _text.Length;
            _text.Append('>');
            Space();
            var start = _text.Length;
            content();
            if (_text.Length == start && random.Next(2) == 0)
            {
                _text.Length = before;
                _text.Append("/>");
            }
            else
                _text.Append("</").Append(name).Append(random.Next(9) == 0 ? " >" : ">");
            Space();
        }

        private void Space() => _text.Append(random.Next(8) switch
        {
            0 => "\n  ",
            1 => " ",
            2 => "\r\n",
            _ => "",
        });

        private string Escape(string value, char quote)
        {
            var escaped = new StringBuilder();
            foreach (var character in value)
            {
                escaped.Append(character switch
                {
                    '<' => "&lt;",
                    '&' => "&amp;",
                    '"' or '\'' when character == quote || random.Next(2) == 0 => $"&#{(int)character};",
                    '>' when random.Next(2) == 0 => "&gt;",
                    _ => $"{character}",
                });
            }
            return escaped.ToString();
        }
    }
}
