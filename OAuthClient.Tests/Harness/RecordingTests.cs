using System.Text;
using OAuthClient.OAuth2;
using OAuthHarness;
using OAuthHarness.Explaining;
using OAuthHarness.Story;

namespace OAuthClient.Tests.Harness;

/// <summary>The recording of a dance, and its explanation in lines.</summary>
public class RecordingTests
{
    [Test]
    public async Task A_login_is_recorded_from_the_first_signal_to_the_page_that_the_user_sees()
    {
        var (setup, recorder, _) = Start();
        using (recorder)
        {
            recorder.End(await setup.LoginAsync("42"));
            var steps = recorder.Recording.Steps.Select(step => $"{step.From} {step.To}: {step.Text}");
            Assert.That(string.Join('\n', steps), Is.EqualTo("""
                Program Receivers: oauth_before_login
                Program Store: keeps the login until its callback comes
                Program User: sends the user to the provider
                User Provider: GET https://pretend.example/authorize
                User Program: GET https://app.example/callback
                Program Store: takes the login: no other callback can finish it
                Program Provider: POST https://pretend.example/token
                Provider Program: 200 in 0 ms
                Program Receivers: oauth_authorized
                Program Store: stores the token of 42
                Program User: shows 303 to /home
                """));
        }
    }

    [Test]
    public async Task The_checks_belong_to_the_callback_and_to_the_answer_that_they_judged()
    {
        var (setup, recorder, _) = Start();
        using (recorder)
            await setup.LoginAsync("42");
        var judged = recorder.Recording.Steps.Where(step => step.Checks.Count > 0).ToArray();
        Assert.That(judged.Select(step => step.From), Is.EqualTo(new[] { Party.User, Party.Provider }));
        Assert.That(judged[0].Checks[^1].Name, Is.EqualTo("code_or_error"));
        Assert.That(judged[1].Checks.Single().Name, Is.EqualTo("token_type"));
    }

    [Test]
    public async Task Receivers_are_recorded_with_their_answers_and_the_decision()
    {
        var (setup, recorder, lines) = Start();
        using var connection = setup.Dance.Signals.Authorized.Connect((_, _) => false);
        using (recorder)
            recorder.End(await setup.LoginAsync("42"));
        var asked = recorder.Recording.Steps.Last(step => step.Signal == OAuthSignals.AuthorizedName);
        Assert.That(asked.Answers[^1].Answer, Is.EqualTo("don't store"));
        Assert.That(asked.Decision, Does.StartWith("don't store, said "));
        Assert.That(lines, Has.One.StartsWith("  = decided: don't store"));
        Assert.That(recorder.Recording.Outcome, Is.EqualTo("NotStored"));
    }

    [Test]
    public async Task A_receiver_that_threw_is_recorded_before_the_error_that_it_caused()
    {
        var (setup, recorder, _) = Start();
        using var connection = setup.Dance.Signals.Authorized.Connect((_, _) => throw new FormatException());
        using (recorder)
            recorder.End(await setup.LoginAsync("42"));
        var asked = recorder.Recording.Steps.Where(step => step.Signal is not null).TakeLast(2).ToArray();
        Assert.That(asked[0].Answers[^1].Answer, Is.EqualTo("threw FormatException, which counts as don't store"));
        Assert.That(asked[1].Signal, Is.EqualTo(OAuthSignals.ErrorName));
        Assert.That(asked[1].IsFailure, Is.True);
    }

    [Test]
    public async Task An_explanation_tells_each_step_once_and_the_checks_where_they_were_made()
    {
        var (setup, recorder, lines) = Start();
        using (recorder)
            recorder.End(await setup.LoginAsync("42"));
        string[] begins =
            ["user → program", "  ✓ browser", "program → provider", "  ✓ token_type", "    oauth_authorized"];
        Assert.That(
            begins.Select(begin => lines.FindIndex(line => line.StartsWith(begin, StringComparison.Ordinal))),
            Is.Ordered.And.All.Not.Negative);
        Assert.That(lines.Count(line => line.Contains('→')), Is.EqualTo(recorder.Recording.Steps.Count));
    }

    [Test]
    public async Task A_refused_callback_ends_with_the_check_that_refused_it()
    {
        var (setup, recorder, lines) = Start();
        using (recorder)
            await setup.FinishAsync(OAuthCallback.FromUrl("?state=unknown"), default);
        Assert.That(
            lines.Last(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] is '✓' or '✗' or '–'),
            Does.StartWith("  ✗ login_known"));
        Assert.That(recorder.Recording.Error, Does.StartWith("state_unknown"));
    }

    [Test]
    public async Task A_callback_whose_checks_never_ended_is_explained_when_the_recording_ends()
    {
        var endless = new TracedExtension
        {
            AtStep = (step, cancel) => step == "check"
                ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel)
                : Task.CompletedTask,
        };
        var (setup, recorder, lines) = Start(provider => provider with { Extensions = [endless] });
        var callback = OAuthCallback.FromUrl(await setup.GetCallbackUrlAsync("42"));
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        await Assert.ThatAsync(
            async () => await setup.Dance.FinishAsync(callback, setup.Browser.Cookie, null, canceled.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(lines, Has.None.StartsWith("user → program"));
        recorder.Dispose();
        Assert.That(lines, Has.One.StartsWith("user → program"));
    }

    [Test]
    public async Task A_recording_is_the_same_after_it_was_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("recording-");
        foreach (var recording in await LoginDemo.RecordAsync())
        {
            LastRecording.Write(folder.FullName, recording);
            var read = LastRecording.Read(folder.FullName);
            Assert.That(Text(read), Is.EqualTo(Text(recording)));
        }
        Assert.That(folder.GetFiles().Select(file => file.Name), Is.EqualTo(new[] { "last-dance.json" }));
        folder.Delete(recursive: true);
    }

    [TestCase("", "is no recording")]
    [TestCase("null", "is no recording")]
    [TestCase("[]", "is no recording")]
    [TestCase("""{"version":2}""", "is no recording")]
    [TestCase("""{"steps":null}""", "is no recording")]
    [TestCase("""{"steps":[null]}""", "is no recording")]
    [TestCase("""{"steps":[{"from":"Moon","to":"Program","text":"a"}]}""", "is no recording")]
    [TestCase("""{"steps":[{"from":"User","to":"Program","text":"a","details":[null]}]}""", "is no recording")]
    [TestCase(null, "No login was recorded yet")]
    public void A_file_that_is_no_recording_is_wrong_use(string? json, string message)
    {
        var folder = Directory.CreateTempSubdirectory("recording-");
        if (json is not null)
            File.WriteAllText(Path.Combine(folder.FullName, "last-dance.json"), json);
        var failure = Assert.Throws<HarnessException>(() => LastRecording.Read(folder.FullName));
        Assert.That(failure!.Message, Does.Contain(message));
        Assert.That(failure.ExitCode, Is.EqualTo(ExitCode.WrongUse));
        folder.Delete(recursive: true);
    }

    [Test]
    public void A_folder_that_cannot_be_written_loses_no_login()
    {
        var file = Path.GetTempFileName();
        Assert.That(() => LastRecording.Write(file, new()), Throws.Nothing);
        File.Delete(file);
    }

    [TestCase("a\u001b[31mb", "a [31mb")]
    [TestCase("a\u202eb\u200bc", "a b c")]
    [TestCase("a\r\nb\u2028c\0", "a  b c ")]
    [TestCase("gr\u00fc\u00df \U0001F511", "gr\u00fc\u00df \U0001F511")]
    public void Text_from_outside_steers_no_terminal(string text, string shown) =>
        Assert.That(RecordedText.Of(text), Is.EqualTo(shown));

    private static (DanceSetup Setup, DanceRecorder Recorder, List<string> Lines) Start(
        Func<OAuth2Provider, OAuth2Provider>? provider = null)
    {
        var setup = new DanceSetup(provider: provider);
        var lines = new List<string>();
        return (setup, DanceRecorder.Start(setup.Dance, lines.Add), lines);
    }

    private static string Text(DanceRecording recording) => Encoding.UTF8.GetString(RecordingJson.Write(recording));
}
