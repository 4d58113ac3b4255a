using OAuthHarness.Explaining;

namespace OAuthHarness.Pictures;

/// <summary>Draws a dance: its parties, its steps from top to bottom, and how it ended.</summary>
internal static class DancePicture
{
    public static void Draw(Html html, DanceRecording recording, int number)
    {
        var lanes = new Lanes(recording);
        html.Open("section", ("class", "dance"), ("id", $"login-{number}"));
        html.Element("h2", "title", TitleOf(recording, number));
        if (recording.Note.Length > 0)
            html.Element("p", "note", recording.Note);
        if (lanes.Parties.Count == 0)
            html.Element("p", "note", "Nothing was recorded.");
        else
            DrawLanes(html, recording, lanes);
        DrawOutcome(html, recording);
        html.Close("section");
    }

    public static string TitleOf(DanceRecording recording, int number) =>
        $"{number}. {(recording.Title.Length > 0 ? recording.Title : $"A dance with {recording.Provider}")}";

    private static void DrawLanes(Html html, DanceRecording recording, Lanes lanes)
    {
        html.Open("div", ("class", "diagram"));
        html.Open("ul", ("class", "parties"));
        foreach (var party in lanes.Parties)
        {
            html.Open("li", ("class", "party"), ("style", $"left: {lanes.MiddleOf(party)}"));
            html.Text(StepPicture.NameOf(party)).Close("li");
        }
        html.Close("ul");
        html.Open("svg", ("class", "lanes"), ("width", "100%"), ("height", "100%"), ("aria-hidden", "true"));
        foreach (var middle in lanes.Parties.Select(lanes.MiddleOf))
            html.Open("line", ("x1", middle), ("y1", "0"), ("x2", middle), ("y2", "100%")).Close("line");
        html.Close("svg");
        html.Open("ol", ("class", "steps"));
        foreach (var step in recording.Steps)
            StepPicture.Draw(html, step, lanes);
        html.Close("ol").Close("div");
    }

    private static void DrawOutcome(Html html, DanceRecording recording)
    {
        if (recording.Outcome is { } outcome)
            html.Element("p", recording.Error is null ? "outcome" : "outcome bad", outcome);
        if (recording.Error is { } error)
            html.Element("p", "error", error);
    }
}
