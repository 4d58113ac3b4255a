using OAuthClient.Http;

namespace OAuthClient.Tests.Http;

/// <summary>
/// Fields of an answer are read from JSON and from form encoding, whatever the content type of the answer.
/// </summary>
public class AnswerFieldsTests
{
    [TestCase("""{"a":"1"}""")]
    [TestCase(" \r\n\t{\"a\":\"1\"}\n")]
    [TestCase("""callback({"a":"1"})""")]
    [TestCase("""callback( {"a":"1"} );""")]
    [TestCase("window.done ({\"a\":\"1\"})\n ;\n")]
    [TestCase("callback(a=1)")]
    [TestCase("a=1")]
    [TestCase("a=1&")]
    [TestCase("&a=%31&b=")]
    [TestCase("a=1\r\n")]
    [TestCase("a=1&b")]
    [TestCase("b&a=1")]
    [TestCase("a=1&b&b&=2")]
    [TestCase("a=1&b=GET&http%3A%2F%2Fx.example%2F&c%3Dd")]
    [TestCase("a=1&b=GET&http://x.example/y?c=d&e=f")]
    public void Fields_are_read_from(string body) => Assert.That(AnswerFields.Parse(body)!["a"], Is.EqualTo("1"));

    [TestCase("", "")]
    [TestCase("  ", "")]
    [TestCase("null", "")]
    [TestCase("\"text\"", "")]
    [TestCase("wrong code", "")]
    [TestCase("<a href=\"x?a=1\">", "")]
    [TestCase("The code=1 is wrong", "")]
    [TestCase("a", "")]
    [TestCase("=1", "")]
    [TestCase("a&b", "")]
    [TestCase("a=1&<b>", "")]
    [TestCase("a=1&the code=2 is wrong", "")]
    [TestCase("a=1&nbsp;<p>", "")]
    [TestCase("Sorry & x=1", "")]
    [TestCase("a=1&a=2", "")]
    [TestCase("a=1&%61=2", "")]
    [TestCase("[{\"a\":1}]", "it breaks off or is not JSON")]
    [TestCase("{\"a\":1", "it breaks off or is not JSON")]
    [TestCase("{'a':1}", "it breaks off or is not JSON")]
    [TestCase("{\"a\":1} trailing", "it breaks off or is not JSON")]
    [TestCase("callback({\"a\":1}", "it breaks off or is not JSON")]
    [TestCase("{\"a\":1,\"a\":2}", "it repeats a name")]
    [TestCase("{\"a\":1,\"\\u0061\":2}", "it repeats a name")]
    [TestCase("{\"a\":{\"b\":1,\"b\":2}}", "it repeats a name")]
    [TestCase("{\"a\":\"\\ud800\"}", "a name or text in it is no text")]
    [TestCase("{\"\\udfff\":1}", "a name or text in it is no text")]
    [TestCase("{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}", "it is nested deeper than 16")]
    public void There_are_no_fields_in(string body, string fault)
    {
        Assert.That(AnswerFields.Parse(body), Is.Null);
        if (fault.Length > 0 && body[0] != '[')
            Assert.That(AnswerFields.DescribeJsonFault(body), Does.Contain(fault));
    }

    [Test]
    public void A_name_without_a_value_is_an_empty_field_that_replaces_no_other() => Assert.That(
        AnswerFields.Parse("a=1&flag&a&%66lag&b=2"),
        Is.EqualTo(new Dictionary<string, string> { ["a"] = "1", ["flag"] = "", ["b"] = "2" }));

    [Test]
    public void Nested_JSON_is_read_up_to_the_depth_limit() =>
        Assert.That(
            AnswerFields.Parse($$"""{"a":{{new string('[', 15)}}{{new string(']', 15)}}}""")!["a"],
            Has.Length.EqualTo(30));

    [TestCase('[')]
    [TestCase('{')]
    public void Endlessly_nested_JSON_has_no_fields(char opening) =>
        Assert.That(AnswerFields.Parse($"{{\"a\":{new string(opening, 500_000)}"), Is.Null);

    [Test]
    public void JSON_values_that_are_not_strings_are_kept_as_raw_JSON_and_nulls_are_omitted() => Assert.That(
        AnswerFields.Parse("""{"a":1.50,"b":{"c": null},"d":[ 1 ],"e":true,"f":null,"g":""}"""),
        Is.EqualTo(new Dictionary<string, string>
        {
            ["a"] = "1.50",
            ["b"] = """{"c": null}""",
            ["d"] = "[ 1 ]",
            ["e"] = "true",
            ["g"] = "",
        }));

    [TestCase("a", "1")]
    [TestCase("b.c", "2")]
    [TestCase("d", "3", Description = "JSON in a text is JSON")]
    [TestCase("missing", null)]
    [TestCase("b.missing", null)]
    [TestCase("e", null)]
    public void A_nested_object_is_found_by_its_path(string path, string? value) => Assert.That(
        AnswerFields.FindObject(
            AnswerFields.Parse("""{"a":{"x":1},"b":{"c":{"x":2}},"d":"{\"x\":3}","e":"text"}""")!, path)?["x"],
        Is.EqualTo(value));
}
