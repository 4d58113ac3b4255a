using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Native.Pages;

/// <summary>The look of the page, light and dark, and the policy that lets it load nothing.</summary>
internal static class EndStyle
{
    public const string Css =
        ":root{color-scheme:light dark;--back:#f4f5f7;--card:#fff;--text:#1c1f24;--soft:#5b626d;--line:#dfe2e7;"
        + "--success:#1a7f4b;--warning:#9a6700;--failure:#c0362c}"
        + "@media(prefers-color-scheme:dark){:root{--back:#14161a;--card:#1e2126;--text:#eceef1;--soft:#a2a9b4;"
        + "--line:#333840;--success:#4cc38a;--warning:#e3b341;--failure:#ff7b72}}"
        + "body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--back);color:var(--text);"
        + "font:1.05rem/1.55 system-ui,-apple-system,'Segoe UI',sans-serif}"
        + "main{box-sizing:border-box;width:min(32rem,calc(100vw - 2rem));margin:1rem;padding:2.5rem 2rem;"
        + "background:var(--card);border:1px solid var(--line);border-radius:1rem;text-align:center;"
        + "box-shadow:0 1px 3px #0001,0 8px 24px #0001}"
        + "svg{width:3.5rem;height:3.5rem;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;"
        + "stroke-linejoin:round}"
        + ".success svg{color:var(--success)}.warning svg{color:var(--warning)}.failure svg{color:var(--failure)}"
        + "h1{margin:.8rem 0 .6rem;font-size:1.45rem;line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}"
        + "p{margin:.35rem 0;color:var(--soft);text-wrap:pretty}"
        + ".detail{margin-top:1.4rem;padding-top:1.2rem;border-top:1px solid var(--line);font-size:.85rem}"
        + "code{font-family:ui-monospace,Consolas,monospace;overflow-wrap:anywhere}";

    private const string Circle = """<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/>""";

    /// <summary>The Content-Security-Policy: this style, and nothing else.</summary>
    public static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string SvgOf(EndMark mark) => mark switch
    {
        EndMark.Success => $"""{Circle}<path d="M7.5 12.5l3 3 6-6.5"/></svg>""",
        EndMark.Warning => $"""{Circle}<path d="M12 7v6M12 16.5v.01"/></svg>""",
        _ => $"""{Circle}<path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/></svg>""",
    };
}
