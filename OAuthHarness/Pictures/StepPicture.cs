using OAuthClient;
using OAuthHarness.Explaining;

namespace OAuthHarness.Pictures;

/// <summary>Draws a step: an arrow between two lanes, with its parameters, checks and answers.</summary>
internal static class StepPicture
{
    private const string Height = "18";
    private const string Middle = "9";

    public static void Draw(Html html, DanceStep step, Lanes lanes)
    {
        var at = ("style", $"--at: {lanes.LeftOf(step.From, step.To)}");
        html.Open("li", ("class", step.IsFailure ? "step bad" : "step"), at);
        html.Element("p", "text", step.Text);
        DrawArrow(html, step, lanes);
        DrawDetails(html, step);
        DrawChecks(html, step);
        DrawAnswers(html, step);
        html.Close("li");
    }

    private static void DrawArrow(Html html, DanceStep step, Lanes lanes)
    {
        var from = lanes.MiddleOf(step.From);
        var to = lanes.MiddleOf(step.To);
        var head = step.IsFailure ? "url(#bad-head)" : "url(#head)";
        html.Open(
            "svg",
            ("class", "arrow"),
            ("width", "100%"),
            ("height", Height),
            ("role", "img"),
            ("aria-label", $"from {NameOf(step.From)} to {NameOf(step.To)}"));
        html.Open("circle", ("cx", from), ("cy", Middle), ("r", "3.5")).Close("circle");
        html.Open(
            "line", ("x1", from), ("y1", Middle), ("x2", to), ("y2", Middle), ("marker-end", head)).Close("line");
        html.Close("svg");
    }

    private static void DrawDetails(Html html, DanceStep step)
    {
        if (step.Details.Count == 0)
            return;
        html.Open("ul", ("class", "details"));
        foreach (var line in step.Details)
            html.Element("li", "detail", line);
        html.Close("ul");
    }

    private static void DrawChecks(Html html, DanceStep step)
    {
        if (step.Checks.Count == 0)
            return;
        html.Open("table", ("class", "checks")).Element("caption", "caption", "What was checked");
        html.Open("tbody");
        foreach (var check in step.Checks)
        {
            html.Open("tr", ("class", ClassOf(check.Result)));
            html.Element("td", "sign", ExplainedDance.SymbolOf(check.Result));
            html.Open("th", ("scope", "row")).Text(check.Name).Close("th");
            html.Element("td", "values", check.Describe());
            html.Close("tr");
        }
        html.Close("tbody").Close("table");
    }

    private static void DrawAnswers(Html html, DanceStep step)
    {
        if (step.Signal is null)
            return;
        html.Open("ul", ("class", "answers"));
        foreach (var answer in step.Answers)
        {
            html.Open("li", ("class", "answer")).Element("b", "receiver", answer.Receiver);
            if (answer.Answer is { } said)
                html.Element("span", "said", said);
            html.Close("li");
        }
        if (step.Answers.Count == 0)
            html.Element("li", "answer none", "no receiver is connected");
        html.Close("ul");
        if (step.Decision is { } decision)
            html.Element("p", "decision", decision);
    }

    public static string NameOf(Party party) => party.ToString().ToLowerInvariant();

    private static string ClassOf(TraceCheckResult result) => result switch
    {
        TraceCheckResult.Passed => "passed",
        TraceCheckResult.Failed => "failed",
        _ => "skipped",
    };
}
