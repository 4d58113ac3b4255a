using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using OAuthHarness;
using OAuthHarness.Explaining;
using OAuthHarness.Pictures;
using OAuthHarness.Story;

namespace OAuthClient.Tests.Harness;

/// <summary>The pages that the command <c>picture</c> draws.</summary>
public partial class PictureTests
{
    private const string Hostile = "</li><script>alert(1)</script>\"'><img src=https://evil.example/x onerror=alert(1)>&amp;";

    [Test]
    public async Task Every_login_of_the_story_is_drawn_with_all_its_steps()
    {
        var story = await LoginDemo.RecordAsync();
        var sections = Parse(PicturePage.Draw(story)).QuerySelectorAll("section.dance");
        Assert.That(sections, Has.Length.EqualTo(6));
        Assert.That(
            story.Select(recording => recording.Outcome),
            Is.EqualTo(new[] { "Stored", "Stored", "NotStored", "Stored", "Denied", "Stored" }));
        foreach (var (section, recording) in sections.Zip(story))
        {
            Assert.That(TextsOf(section, ".text"), Is.EqualTo(recording.Steps.Select(step => step.Text)));
            Assert.That(TextsOf(section, ".outcome"), Is.EqualTo(new[] { recording.Outcome }));
            Assert.That(
                TextsOf(section, ".checks th"),
                Is.EqualTo(recording.Steps.SelectMany(step => step.Checks).Select(check => check.Name)));
            Assert.That(
                TextsOf(section, ".receiver"),
                Is.EqualTo(recording.Steps.SelectMany(step => step.Answers).Select(answer => answer.Receiver)));
        }
    }

    [Test]
    public async Task An_arrow_goes_from_the_lane_of_one_party_to_that_of_the_other()
    {
        var recording = (await LoginDemo.RecordAsync())[0];
        var page = Parse(PicturePage.Draw([recording]));
        var lanes = page.QuerySelectorAll(".party").ToDictionary(
            party => Enum.Parse<Party>(party.TextContent, ignoreCase: true),
            party => party.GetAttribute("style")!["left: ".Length..]);
        Assert.That(
            page.QuerySelectorAll("svg.lanes line").Select(line => line.GetAttribute("x1")), Is.EqualTo(lanes.Values));
        Assert.That(
            page.QuerySelectorAll("svg.arrow line").Select(line => (line.GetAttribute("x1"), line.GetAttribute("x2"))),
            Is.EqualTo(recording.Steps.Select(step => (lanes[step.From], lanes[step.To]))));
    }

    [Test]
    public void A_check_that_failed_is_drawn_with_both_values()
    {
        var step = new DanceStep(Party.User, Party.Program, "a")
        {
            Checks = [new("browser", TraceCheckResult.Failed) { Expected = "digest one", Actual = "digest two" }],
        };
        var row = Parse(PicturePage.Draw([new() { Steps = [step] }])).QuerySelector("tr.failed")!;
        Assert.That(row.TextContent, Does.Contain("✗").And.Contain("expected digest one, got digest two"));
    }

    [Test]
    public void Hostile_text_stays_text()
    {
        var step = new DanceStep(Party.User, Party.Program, Hostile)
        {
            Details = [Hostile],
            Checks = [new(Hostile, TraceCheckResult.Failed) { Expected = Hostile, Actual = Hostile, Reason = Hostile }],
            Signal = Hostile,
            Answers = [new(Hostile, Hostile)],
            Decision = Hostile,
        };
        var page = Parse(PicturePage.Draw(
        [
            new() { Title = Hostile, Note = Hostile, Steps = [step], Outcome = Hostile, Error = Hostile },
            new() { Provider = Hostile },
        ]));
        Assert.That(page.QuerySelectorAll("script, img, iframe, object, embed, link, form"), Is.Empty);
        string[] texts = [".text", ".detail", ".checks th", ".receiver", ".said", ".decision", ".error"];
        foreach (var selector in texts)
            Assert.That(TextsOf(page, selector), Is.EqualTo(new[] { Hostile }), selector);
    }

    [Test]
    public async Task A_page_refers_to_nothing_outside_of_itself()
    {
        var page = PicturePage.Draw(await LoginDemo.RecordAsync());
        var attributes = Parse(page).All.SelectMany(element => element.Attributes).ToArray();
        Assert.That(
            from attribute in attributes
            where attribute.Name is "src" or "href" or "xlink:href" or "action" or "data" or "srcset"
            where !attribute.Value.StartsWith('#')
            select attribute.Value,
            Is.Empty);
        Assert.That(attributes.Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)), Is.Empty);
        Assert.That(Reference().Matches(page).Select(found => found.Groups[1].Value), Has.All.StartsWith("#"));
        Assert.That(page, Does.Not.Contain("@import"));
    }

    [Test]
    public async Task The_command_prints_one_login_or_all_to_stdout()
    {
        var (code, all, _) = await RunAsync("picture");
        Assert.That(code, Is.Zero);
        Assert.That(Parse(all).QuerySelectorAll("section"), Has.Length.EqualTo(6));
        (_, var one, _) = await RunAsync("picture", "--login", "5");
        Assert.That(Parse(one).QuerySelectorAll("section").Single().Id, Is.EqualTo("login-5"));
    }

    [Test]
    public async Task The_command_draws_a_recording_into_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("picture-");
        var file = Path.Combine(folder.FullName, "a page.html");
        LastRecording.Write(folder.FullName, (await LoginDemo.RecordAsync())[4]);
        var recording = Path.Combine(folder.FullName, "last-dance.json");
        var (code, data, people) = await RunAsync("picture", recording, "--output", file);
        Assert.That((code, data), Is.EqualTo((0, "")));
        Assert.That(people, Does.Contain(file));
        Assert.That(TextsOf(Parse(await File.ReadAllTextAsync(file)), ".outcome"), Is.EqualTo(new[] { "Denied" }));
        folder.Delete(recursive: true);
    }

    [TestCase("logins 1 to 6", "--login", "7")]
    [TestCase("logins 1 to 6", "--login", "0")]
    [TestCase("one of FILE, --login and --last", "--login", "1", "--last")]
    [TestCase("cannot be read", "no such file.json")]
    public async Task Wrong_arguments_are_told_in_one_line(string message, params string[] arguments)
    {
        var (code, data, people) = await RunAsync(["picture", .. arguments]);
        Assert.That((code, data), Is.EqualTo((ExitCode.WrongUse, "")));
        Assert.That(people.TrimEnd(), Does.Contain(message).And.Not.Contain("\n"));
    }

    private static async Task<(int Code, string Data, string People)> RunAsync(params string[] arguments)
    {
        using var data = new StringWriter();
        using var people = new StringWriter();
        var code = await HarnessCommand.RunAsync(arguments, new() { Output = data, Error = people });
        return (code, data.ToString(), people.ToString());
    }

    private static IHtmlDocument Parse(string page) =>
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(page);

    private static IEnumerable<string> TextsOf(IParentNode node, string selector) =>
        node.QuerySelectorAll(selector).Select(element => element.TextContent);

    [GeneratedRegex(@"url\(([^)]*)\)")]
    private static partial Regex Reference();
}
