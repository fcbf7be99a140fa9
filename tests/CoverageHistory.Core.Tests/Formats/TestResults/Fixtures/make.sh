#!/bin/sh
# Makes the files of this folder with the real tools: xunit 2.9.3 (adapter 3.1.5), xunit.v3 3.2.2, MSTest 4.0.2, NUnit 4.4.0 (adapter 5.2.0),
# Microsoft.NET.Test.Sdk 18.11.0, node 20. Paths, names of machines and stack traces are taken out.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

project() { # name, packages
    mkdir -p "$work/$1"
    {
        echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><AssemblyName>Sample.Tests</AssemblyName>'
        echo '<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup><ItemGroup>'
        shift
        for package in "$@"; do echo "<PackageReference Include=\"${package%/*}\" Version=\"${package#*/}\" />"; done
        echo '</ItemGroup></Project>'
    } > "$work/$1/$1.csproj"
}

scrub() {
    WORK=$work HOST=$(hostname) perl -pe 's/\Q$ENV{WORK}\E/\/src/gi; s/\b\Q$ENV{HOST}\E\b/machine/g; s/ runUser="[^"]*"//;
        s/   at (?:(?!\]\]>)[^<])*//g; s/\/usr\/[^ ;&<"]*/\/usr\/lib\/x/g; s/ --port (?:(?!\]\]>).)*//'
}

mkdir -p "$work/xunit" "$work/xunitv3"
project xunit Microsoft.NET.Test.Sdk/18.11.0 xunit/2.9.3 xunit.runner.visualstudio/3.1.5
cat > "$work/xunit/Tests.cs" <<'CS'
using Xunit;
namespace Sample;
public class CalculatorTests
{
    [Fact] public void Adds() { }
    [Fact] public void Fails() => Assert.Equal(1, 2);
    [Fact(Skip = "later")] public void Waits() { }
    [Fact(DisplayName = "A name of its own")] public void Named() { }
    [Theory, InlineData(1, "größe"), InlineData(2, "a \"quote\", <tag> & co")] public void Takes(int number, string text) => Assert.NotEqual(3, number + text.Length * 0);
    [Theory(DisplayName = "Even numbers"), InlineData(2), InlineData(3)] public void Even(int number) => Assert.Equal(0, number % 2);
    public class Nested { [Fact] public void Deep() => Thread.Sleep(20); }
}
public class Generic<T> { }
public class Closed : Generic<int> { [Fact] public void Works() { } }
CS
project xunitv3 xunit.v3/3.2.2
sed -i 's|<AssemblyName>|<OutputType>Exe</OutputType><AssemblyName>|' "$work/xunitv3/xunitv3.csproj"
cp "$work/xunit/Tests.cs" "$work/xunitv3/"

mkdir -p "$work/mstest"
project mstest Microsoft.NET.Test.Sdk/18.11.0 MSTest.TestAdapter/4.0.2 MSTest.TestFramework/4.0.2
cat > "$work/mstest/Tests.cs" <<'CS'
using Microsoft.VisualStudio.TestTools.UnitTesting;
namespace Sample;
[TestClass] public class CalculatorTests
{
    [TestMethod] public void Adds() { }
    [TestMethod] public void Fails() => Assert.AreEqual(1, 2);
    [TestMethod, Ignore("later")] public void Waits() { }
    [TestMethod] public void Unsure() => Assert.Inconclusive();
    [TestMethod(DisplayName = "A name of its own")] public void Named() { }
    [TestMethod, DataRow(1, "größe"), DataRow(2, "a \"quote\", <tag> & co")] public void Takes(int number, string text) { }
    [TestMethod, DataRow(2, DisplayName = "two"), DataRow(3, DisplayName = "three")] public void Even(int number) => Assert.AreEqual(0, number % 2);
    [TestMethod, DynamicData(nameof(Rows))] public void Dynamic(object row) { }
    public static IEnumerable<object[]> Rows => [[new object()], [new object()]];
}
CS

mkdir -p "$work/nunit"
project nunit Microsoft.NET.Test.Sdk/18.11.0 NUnit/4.4.0 NUnit3TestAdapter/5.2.0
cat > "$work/nunit/Tests.cs" <<'CS'
using NUnit.Framework;
namespace Sample;
public class CalculatorTests
{
    [Test] public void Adds() { }
    [Test] public void Fails() => Assert.That(2, Is.EqualTo(1));
    [Test, Ignore("later")] public void Waits() { }
    [Test] public void Unsure() => Assert.Inconclusive();
    [Test] public void Warns() => Assert.Warn("careful");
    [Test, Explicit] public void OnRequest() { }
    [TestCase(1, "größe"), TestCase(2, "a \"quote\", <tag> & co")] public void Takes(int number, string text) { }
    [TestCase(2, TestName = "two"), TestCase(3, TestName = "three")] public void Even(int number) => Assert.That(number % 2, Is.EqualTo(0));
    [Test] public void Throws() => throw new InvalidOperationException("oops");
}
[TestFixture(1), TestFixture(2)] public class Parameterised(int number) { [Test] public void Works() => Assert.That(number, Is.Positive); }
[TestFixture(typeof(int))] public class Generic<T> { [Test] public void Works() { } }
CS
echo '<RunSettings><NUnit><TestOutputXml>xml</TestOutputXml></NUnit></RunSettings>' > "$work/nunit/x.runsettings"

mkdir -p "$work/crash"
project crash Microsoft.NET.Test.Sdk/18.11.0 xunit/2.9.3 xunit.runner.visualstudio/3.1.5
cat > "$work/crash/Tests.cs" <<'CS'
using Xunit;
namespace Sample;
public class First { [Fact] public void Passes() { } }
public class Second { [Fact] public void Crashes() { Thread.Sleep(2000); Environment.FailFast("gone"); } }
CS

for name in xunit mstest nunit crash; do
    (cd "$work/$name" && dotnet test --logger "trx;LogFileName=out.trx" --results-directory out -p:VSTestUseMSBuildOutput=false) > /dev/null 2>&1 || true
    scrub < "$work/$name/out/out.trx" > "$here/vstest-$name.trx"
done
(cd "$work/nunit" && dotnet test --no-build --settings x.runsettings) > /dev/null 2>&1 || true
scrub < "$work/nunit/bin/Debug/net10.0/xml/Sample.Tests.xml" > "$here/nunit3.xml"

(cd "$work/xunitv3" && dotnet build) > /dev/null
(cd "$work" && ./xunitv3/bin/Debug/net10.0/Sample.Tests -xml v3.xml -xmlV1 v1.xml -junit v3.junit.xml -nunit v3.nunit.xml -trx v3.trx) > /dev/null || true
scrub < "$work/v3.xml" > "$here/xunit-v3.xml"
scrub < "$work/v1.xml" > "$here/xunit-v1.xml"
scrub < "$work/v3.junit.xml" > "$here/xunit-v3.junit.xml"
scrub < "$work/v3.nunit.xml" > "$here/xunit-v3.nunit2.xml"
scrub < "$work/v3.trx" > "$here/xunit-v3.trx"

cat > "$work/calculator.test.js" <<'JS'
const { test, describe } = require('node:test'); const assert = require('node:assert');
describe('Calculator', () => { test('adds', () => {}); test('fails', () => assert.equal(1, 2)); test('waits', { skip: 'later' }, () => {}); describe('nested <deep> & "größe"', () => { test('adds', () => {}); }); });
test('top', { todo: true }, () => {});
JS
(cd "$work" && node --test --test-reporter=junit calculator.test.js) > "$work/node.xml" || true
scrub < "$work/node.xml" > "$here/node.junit.xml"
