namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Reports in the formats that ReportGenerator reads for us, written down here in the shape of real ones: no tool at hand writes them.</summary>
internal static class ForeignReports
{
    /// <summary>As sbt-scoverage 2 writes it, whose paths are relative to its sources.</summary>
    public const string Scoverage = """
        <scoverage statement-count="7" statements-invoked="4" statement-rate="57.14" branch-rate="50.00" version="1.0" timestamp="1758478127975">
          <sources>
            <source>/build/shop/src/main/scala</source>
          </sources>
          <packages>
            <package name="org.shop" statement-count="7" statements-invoked="4" statement-rate="57.14">
              <classes>
                <class name="org.shop.Order" filename="org/shop/Order.scala" statement-count="6" statements-invoked="4" statement-rate="66.67" branch-rate="50.00">
                  <methods>
                    <method name="org.shop/Order/add" statement-count="3" statements-invoked="3" statement-rate="100.00" branch-rate="100.00">
                      <statements>
                        <statement package="org.shop" class="Order" class-type="Class" full-class-name="org.shop.Order" source="/build/shop/src/main/scala/org/shop/Order.scala" method="add" start="40" end="50" line="5" branch="false" invocation-count="3" ignored="false">
                        </statement>
                        <statement package="org.shop" class="Order" class-type="Class" full-class-name="org.shop.Order" source="/build/shop/src/main/scala/org/shop/Order.scala" method="add" start="51" end="60" line="5" branch="false" invocation-count="9" ignored="false">
                        </statement>
                        <statement package="org.shop" class="Order" class-type="Class" full-class-name="org.shop.Order" source="/build/shop/src/main/scala/org/shop/Order.scala" method="add" start="61" end="70" line="6" branch="false" invocation-count="1" ignored="false">
                        </statement>
                      </statements>
                    </method>
                    <method name="org.shop/Order/size" statement-count="3" statements-invoked="1" statement-rate="33.33" branch-rate="50.00">
                      <statements>
                        <statement package="org.shop" class="Order" class-type="Class" full-class-name="org.shop.Order" source="/build/shop/src/main/scala/org/shop/Order.scala" method="size" start="80" end="90" line="9" branch="true" invocation-count="2" ignored="false">
                        </statement>
                        <statement package="org.shop" class="Order" class-type="Class" full-class-name="org.shop.Order" source="/build/shop/src/main/scala/org/shop/Order.scala" method="size" start="91" end="99" line="9" branch="true" invocation-count="0" ignored="false">
                        </statement>
                        <statement package="org.shop" class="Order" class-type="Class" full-class-name="org.shop.Order" source="/build/shop/src/main/scala/org/shop/Order.scala" method="size" start="100" end="110" line="12" branch="false" invocation-count="0" ignored="false">
                        </statement>
                      </statements>
                    </method>
                  </methods>
                </class>
                <class name="org.shop.Order.Line" filename="org/shop/Order.scala" statement-count="1" statements-invoked="0" statement-rate="0.00" branch-rate="0.00">
                  <methods>
                    <method name="org.shop/Order.Line/text" statement-count="1" statements-invoked="0" statement-rate="0.00" branch-rate="0.00">
                      <statements>
                        <statement package="org.shop" class="Line" class-type="Class" full-class-name="org.shop.Order.Line" source="/build/shop/src/main/scala/org/shop/Order.scala" method="text" start="200" end="210" line="20" branch="false" invocation-count="0" ignored="false">
                        </statement>
                        <statement package="org.shop" class="Line" class-type="Class" full-class-name="org.shop.Order.Line" source="/build/shop/src/main/scala/org/shop/Order.scala" method="text" start="211" end="220" line="21" branch="false" invocation-count="0" ignored="true">
                        </statement>
                      </statements>
                    </method>
                  </methods>
                </class>
              </classes>
            </package>
          </packages>
        </scoverage>
        """;

    /// <summary>As NCover 1.5.8 writes it.</summary>
    public const string NCover = """
        <?xml version="1.0" encoding="utf-8"?>
        <?xml-stylesheet href="coverage.xsl" type="text/xsl"?>
        <coverage profilerVersion="1.5.8 Beta" driverVersion="1.5.8.0" startTime="2011-12-12T22:44:49.7762531+01:00" measureTime="2011-12-12T22:44:50+01:00">
          <module moduleId="2" name="C:\src\Shop.exe" assembly="Shop" assemblyIdentity="Shop, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null">
            <method name="Add" excluded="false" instrumented="true" class="Shop.Order">
              <seqpnt visitcount="2" line="9" column="13" endline="11" endcolumn="39" excluded="false" document="C:\src\Order.cs" />
              <seqpnt visitcount="0" line="12" column="9" endline="12" endcolumn="10" excluded="false" document="C:\src\Order.cs" />
              <seqpnt visitcount="5" line="16707566" column="0" endline="16707566" endcolumn="0" excluded="false" document="C:\src\Order.cs" />
              <seqpnt visitcount="1" line="14" column="0" endline="16707566" endcolumn="0" excluded="false" document="C:\src\Order.cs" />
            </method>
            <method name="get_Size" excluded="false" instrumented="true" class="Shop.Order">
              <seqpnt visitcount="0" line="20" column="13" endline="20" endcolumn="39" excluded="false" document="C:\src\Order.cs" />
            </method>
            <method name="InitializeComponent" excluded="true" instrumented="false" class="Shop.Form">
              <seqpnt visitcount="0" line="30" column="13" endline="30" endcolumn="39" excluded="true" document="C:\src\Form.cs" />
            </method>
          </module>
        </coverage>
        """;

    /// <summary>As Mono's mprof-report writes it.</summary>
    public const string MProf = """
        <?xml version="1.0"?>
        <coverage version="0.3">
        	<assembly name="Shop" guid="D5305A82-67C8-41FC-9C49-A375BA436BB5" filename="/src/Shop.exe" method-count="2" full="1" partial="0"/>
        		<class name="Shop.Order" method-count="2" full="1" partial="0"/>
        	<method assembly="Shop" class="Shop.Order" name="Add (string,int)" filename="/src/Order.cs" token="100663360">
        		<statement offset="0" counter="162911408" line="30" column="0"/>
        		<statement offset="1" counter="3" line="31" column="0"/>
        		<statement offset="5" counter="0" line="31" column="0"/>
        	</method>
        	<method assembly="Shop" class="Shop.Order" name="Size ()" filename="/src/Order.cs" token="100663361">
        		<statement offset="0" counter="0" line="40" column="0"/>
        	</method>
        </coverage>
        """;
}
