namespace OAuthClient.Testing;

/// <summary>The style of the pretend provider's pages, which must not look like the application's.</summary>
internal static class PageStyle
{
    private const string Css =
        ":root { color-scheme: light dark } "
        + "body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem } "
        + "label { display: block; margin: .6rem 0 } "
        + "input, button { font: inherit; padding: .3rem .7rem }";

    public const string Head =
        """<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">"""
        + $"""<link rel="icon" href="data:,"><style>{Css}</style>""";
}
