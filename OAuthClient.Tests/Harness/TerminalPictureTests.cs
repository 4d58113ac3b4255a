using System.Xml.Linq;
using OAuthHarness.Pictures;

namespace OAuthClient.Tests.Harness;

/// <summary>The SVG of a captured terminal, which docs/session.sh makes.</summary>
public class TerminalPictureTests
{
    private const int MaxLength = 60_000;

    // As tmux prints it: each line may begin in the style that the line before has left.
    private const string Captured =
        "$ oauth-harness login demo\n"
        + "\u001b[1m\u001b[38;5;10mLogged in\u001b[0m to \u001b[34mdemo\u001b[39m & <friends>\n"
        + "\u001b[38;2;200;30;30mred\n"
        + "still red\u001b[0m\u001b]8;;x\u0007\n"
        + "\n"
        + "$ ls\n"
        + "\n\n\n";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Test]
    public void The_text_of_the_terminal_is_text_of_the_picture()
    {
        var lines = Draw().Descendants(Svg + "text").Select(line => line.Value).ToArray();
        Assert.That(lines[0], Is.EqualTo("$ oauth-harness login demo"));
        Assert.That(lines[1], Is.EqualTo("Logged in to demo & <friends>"));
        Assert.That(lines[2..4], Has.All.Contains("red"));
        Assert.That(lines[^1], Is.EqualTo("$ ls"));
        Assert.That(lines, Has.Length.EqualTo(5));
    }

    [Test]
    public void Colors_are_classes_that_know_light_and_dark()
    {
        var pieces =
            from piece in Draw().Descendants(Svg + "tspan")
            select $"{piece.Attribute("class")!.Value}: {piece.Value}";
        Assert.That(
            pieces.Take(4), Is.EqualTo(new[] { "c2 b: Logged in", "c4: demo", "c1: red", "c1: still red" }));
    }

    [Test]
    public void Each_command_with_its_output_appears_after_the_one_before()
    {
        var delays = Draw().Descendants(Svg + "g").Select(step => step.Attribute("style")!.Value);
        Assert.That(delays, Is.EqualTo(new[] { "animation-delay: 0s", "animation-delay: 2s" }));
    }

    [TestCase("30", null)]
    [TestCase("90", "c0")]
    [TestCase("91", "c1")]
    [TestCase("2", "c0")]
    [TestCase("38;5;2", "c2")]
    [TestCase("38;5;33", "c4")]
    [TestCase("38;5;45", "c6")]
    [TestCase("38;5;244", "c0")]
    [TestCase("38;2;10;10;10", "c0")]
    [TestCase("38;2;1", null)]
    [TestCase("48;5;1", null)]
    [TestCase("38", null)]
    [TestCase("9999999999", null)]
    [TestCase("", null)]
    public void A_color_of_any_kind_is_one_of_the_palette(string codes, string? color)
    {
        var picture = XDocument.Parse(TerminalPicture.Draw($"\u001b[{codes}mtext", "a"));
        var line = picture.Descendants(Svg + "text").Single();
        Assert.That(line.Value, Is.EqualTo("text"));
        Assert.That(line.Element(Svg + "tspan")?.Attribute("class")?.Value, Is.EqualTo(color));
    }

    [Test]
    public void The_recorded_session_is_small_and_refers_to_nothing()
    {
        var text = Repository.Read("docs/session.svg");
        var session = XDocument.Parse(text);
        Assert.That(text, Has.Length.LessThan(MaxLength));
        Assert.That(session.Descendants(Svg + "text").First().Value, Does.StartWith("$ oauth-harness"));
        Assert.That(session.Descendants().Select(element => element.Name.LocalName).Distinct(),
            Is.SubsetOf(new[] { "svg", "title", "style", "rect", "circle", "g", "text", "tspan" }));
        Assert.That(session.Descendants().Attributes("href"), Is.Empty);
        Assert.That(text, Does.Not.Contain("url(").And.Not.Contain("@import"));
    }

    private static XDocument Draw() => XDocument.Parse(TerminalPicture.Draw(Captured, "A session"));
}
