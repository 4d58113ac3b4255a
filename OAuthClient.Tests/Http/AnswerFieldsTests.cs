using OAuthClient.Http;

namespace OAuthClient.Tests.Http;

/// <summary>What is an answer with fields, whatever it claims to be.</summary>
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
    public void Fields_are_read_from(string body) => Assert.That(AnswerFields.Of(body)!["a"], Is.EqualTo("1"));

    [TestCase("", "")]
    [TestCase("  ", "")]
    [TestCase("null", "")]
    [TestCase("\"text\"", "")]
    [TestCase("wrong code", "")]
    [TestCase("<a href=\"x?a=1\">", "")]
    [TestCase("The code=1 is wrong", "")]
    [TestCase("a", "")]
    [TestCase("=1", "")]
    [TestCase("a=1&b", "")]
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
    public void There_are_no_fields_in(string body, string trouble)
    {
        Assert.That(AnswerFields.Of(body), Is.Null);
        if (trouble.Length > 0 && body[0] != '[')
            Assert.That(AnswerFields.Trouble(body), Does.Contain(trouble));
    }

    [Test]
    public void Nesting_is_read_up_to_its_limit() =>
        Assert.That(AnswerFields.Of($$"""{"a":{{new string('[', 15)}}{{new string(']', 15)}}}""")!["a"], Has.Length.EqualTo(30));

    [TestCase('[')]
    [TestCase('{')]
    public void Nesting_without_end_is_no_answer(char opens) => Assert.That(AnswerFields.Of($"{{\"a\":{new string(opens, 500_000)}"), Is.Null);

    [Test]
    public void What_is_no_text_is_kept_as_JSON_wrote_it_and_null_is_no_value() => Assert.That(
        AnswerFields.Of("""{"a":1.50,"b":{"c": null},"d":[ 1 ],"e":true,"f":null,"g":""}"""),
        Is.EqualTo(new Dictionary<string, string> { ["a"] = "1.50", ["b"] = """{"c": null}""", ["d"] = "[ 1 ]", ["e"] = "true", ["g"] = "" }));

    [TestCase("a", "1")]
    [TestCase("b.c", "2")]
    [TestCase("d", "3", Description = "JSON in a text is JSON")]
    [TestCase("missing", null)]
    [TestCase("b.missing", null)]
    [TestCase("e", null)]
    public void An_object_inside_is_found_by_its_path(string path, string? value) => Assert.That(
        AnswerFields.Inside(AnswerFields.Of("""{"a":{"x":1},"b":{"c":{"x":2}},"d":"{\"x\":3}","e":"text"}""")!, path)?["x"], Is.EqualTo(value));
}
