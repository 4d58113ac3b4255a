using OAuthHarness.Explaining;

namespace OAuthHarness.Pictures;

/// <summary>
/// Draws dances as one HTML page, which needs no script and nothing from a network: light or dark, on a phone, on
/// paper.
/// </summary>
internal static class PicturePage
{
    // A text that found a way out of its escaping could still load and run nothing.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    private const string Heads = """
        <svg class="heads" width="0" height="0" aria-hidden="true"><defs>
        <marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
        <path class="head" d="M0 0L10 5L0 10z"></path></marker>
        <marker id="bad-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
        <path class="head bad" d="M0 0L10 5L0 10z"></path></marker>
        </defs></svg>

        """;

    public static string Draw(IReadOnlyList<DanceRecording> recordings, int firstNumber = 1)
    {
        var html = new Html();
        html.Own("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Open("head");
        html.Open("meta", ("charset", "utf-8"));
        html.Open("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.Open("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Open("title").Text(TitleOf(recordings)).Close("title");
        html.Open("style").Own(PictureStyle.Css).Close("style").Close("head");
        html.Open("body").Own(Heads).Open("main");
        html.Element("h1", "head", TitleOf(recordings));
        html.Element("p", "legend", "Time runs downwards. *** stands for a secret; a digest tells two secrets apart.");
        DrawContents(html, recordings, firstNumber);
        for (var index = 0; index < recordings.Count; index++)
            DancePicture.Draw(html, recordings[index], firstNumber + index);
        return html.Close("main").Close("body").Close("html").ToString();
    }

    private static string TitleOf(IReadOnlyList<DanceRecording> recordings) =>
        recordings.Count == 1 ? "An OAuth dance" : $"{recordings.Count} OAuth dances";

    private static void DrawContents(Html html, IReadOnlyList<DanceRecording> recordings, int firstNumber)
    {
        if (recordings.Count < 2)
            return;
        html.Open("nav").Open("ul", ("class", "contents"));
        for (var index = 0; index < recordings.Count; index++)
        {
            var number = firstNumber + index;
            html.Open("li").Open("a", ("href", $"#login-{number}"));
            html.Text(DancePicture.TitleOf(recordings[index], number)).Close("a").Close("li");
        }
        html.Close("ul").Close("nav");
    }
}
