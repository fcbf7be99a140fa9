using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

/// <summary>What others build on. A line that goes, or changes, breaks somebody's code; a new one is a promise.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void The_public_api_is_the_agreed_one()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(TrendAnalyzer).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName!.Replace('+', '.')).Append('\n');
            foreach (var member in type.GetMembers(Declared).Where(IsApi).Select(Describe).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }
        Snapshot.Match(text.ToString(), "public-api.txt");
    }

    [Fact]
    public void Every_part_of_it_says_what_it_is()
    {
        var words = ReadDocumentation();
        var silent = new List<string>();
        foreach (var type in typeof(TrendAnalyzer).Assembly.GetExportedTypes())
        {
            if (!words.Contains("T:" + type.FullName + " summary"))
                silent.Add(type.FullName!);
            silent.AddRange(type.GetMembers(Declared).Where(IsApi).Where(NeedsWords)
                .Where(member => !words.Contains($"{Letter(member)}:{type.FullName}.{member.Name}") && !words.Contains($"T:{type.FullName} param {member.Name}"))
                .Select(member => $"{type.FullName}.{member.Name}"));
        }
        Assert.Empty(silent);
    }

    /// <summary>Of what there are words: members, and the summary and the parameters of types.</summary>
    private static HashSet<string> ReadDocumentation()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        using var xml = XmlReader.Create(Path.ChangeExtension(typeof(TrendAnalyzer).Assembly.Location, ".xml"));
        for (var member = ""; xml.Read();)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.Name == "member")
                words.Add(member = xml.GetAttribute("name")!.Split('(')[0]);
            else if (xml.Name == "summary")
                words.Add(member + " summary");
            else if (xml.Name == "param")
                words.Add($"{member} param {xml.GetAttribute("name")}");
        }
        return words;
    }

    /// <summary>Constructors are told of by their type; what every type has needs no words.</summary>
    private static bool NeedsWords(MemberInfo member) => member is not ConstructorInfo && member.Name is not ("ToString" or "CompareTo" or "value__");

    private static char Letter(MemberInfo member) => member switch
    {
        PropertyInfo => 'P',
        FieldInfo => 'F',
        _ => 'M',
    };

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => IsRecord(type) ? "record struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsSealed ? "" : "open ") + (IsRecord(type) ? "record" : "class"),
    };

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    /// <summary>Without what the compiler adds to records and enumerations.</summary>
    private static bool IsApi(MemberInfo member) => member switch
    {
        MethodInfo method => IsVisible(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute))
            && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        ConstructorInfo constructor => IsVisible(constructor) && !constructor.IsDefined(typeof(CompilerGeneratedAttribute)),
        PropertyInfo property => property.GetMethod is { } get ? IsVisible(get) : IsVisible(property.SetMethod!),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}{Generics(method)}({Parameters(method)}){Static(method.IsStatic)}",
        PropertyInfo property => $"{Name(property.PropertyType, Nullability.Create(property))} {property.Name}{Index(property)} {{ {Accessors(property)} }}{Static(property.GetMethod!.IsStatic)}",
        FieldInfo { IsLiteral: true } constant => $"{constant.Name} = {constant.GetRawConstantValue()}",
        _ => $"{Name(((FieldInfo)member).FieldType, Nullability.Create((FieldInfo)member))} {member.Name}",
    };

    private static string Static(bool isStatic) => isStatic ? " static" : "";

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";

    private static string Index(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } parameters
        ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";

    private static string Accessors(PropertyInfo property)
    {
        var set = property.SetMethod is { } method && IsVisible(method)
            ? method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;" : "";
        return "get;" + set + (property.IsDefined(typeof(RequiredMemberAttribute)) ? " required" : "");
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "null") : "")}";

    private static string Name(Type type, NullabilityInfo nullability)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value, nullability) + "?";
        var mark = !type.IsValueType && nullability.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
            return Name(type.GetElementType()!, nullability.ElementType ?? nullability) + "[]" + mark;
        if (!type.IsGenericType)
            return type.Name + mark;
        var arguments = type.GetGenericArguments().Select((argument, i) =>
            i < nullability.GenericTypeArguments.Length ? Name(argument, nullability.GenericTypeArguments[i]) : argument.Name);
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }
}
