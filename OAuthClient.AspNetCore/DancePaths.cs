using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>The paths of a dance: in the application's routes, and as browsers see them.</summary>
/// <remarks>
/// The two differ by a prefix if a proxy removes one or the application has a path base. Paths come from the configured
/// addresses, never from a request.
/// </remarks>
internal sealed class DancePaths
{
    // The longest return URL that a dance keeps.
    private const int MaxReturnUrlLength = 2 * 1024;

    private readonly string _name;
    private readonly Uri _redirectUri;
    private readonly string _publicBase;
    private readonly string _finishPath;
    private bool _isMapped;
    private string? _prefix;
    private string? _beginRoute;

    public DancePaths(string name, string? publicUrl, string redirectUri)
    {
        _name = name;
        _redirectUri = new(redirectUri);
        _publicBase = publicUrl is null ? "" : new Uri(publicUrl).AbsolutePath.TrimEnd('/');
        var path = _redirectUri.AbsolutePath;
        var isBelowBase = path.StartsWith($"{_publicBase}/", StringComparison.Ordinal);
        var route = isBelowBase ? path[_publicBase.Length..] : path;
        CheckRoute(route);
        FinishRoute = RoutePath.ToRoute(route);
        _finishPath = Uri.UnescapeDataString(route);
    }

    public string FinishRoute { get; }

    public string BeginRoute => _beginRoute ?? "";

    /// <summary>The application's start page, as browsers see it.</summary>
    public string StartPage => $"{_publicBase}/";

    /// <summary>The path where the login begins, as browsers see it.</summary>
    public string BeginPath => Prefix + _beginRoute;

    private string Prefix => _prefix ?? throw new InvalidOperationException(
        $"No user can log in with '{_name}': call app.MapOAuthDance(\"{_name}\").");

    /// <summary>
    /// The path and query of a request, as browsers see them: without the query, or the start page, if a login cannot
    /// return to an address of that length.
    /// </summary>
    public string PathOf(HttpRequest request)
    {
        var prefix = request.PathBase.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase) ? "" : Prefix;
        var path = prefix + (request.PathBase + request.Path).ToUriComponent()
            + EscapeForHeader(request.QueryString.Value ?? "");
        if (path.Length > MaxReturnUrlLength)
            path = path.Split('?')[0];
        // A browser takes "//host" for an address at another host.
        return path.StartsWith("//", StringComparison.Ordinal) || path.Length > MaxReturnUrlLength ? StartPage : path;
    }

    /// <summary>Whether a request is for the path where the login begins, outside of routing.</summary>
    public bool IsBegin(HttpRequest request) => IsAt(request, _beginRoute);

    /// <summary>Whether a request is for the path where the login finishes, outside of routing.</summary>
    public bool IsFinish(HttpRequest request) => IsAt(request, _finishPath);

    /// <summary>
    /// The return URL that the application's own code asks for, which may be an absolute address of the application.
    /// </summary>
    public string ReturnUrlOf(string? url)
    {
        if (string.IsNullOrEmpty(url))
            return StartPage;
        var isOwn = Uri.TryCreate(url, UriKind.Absolute, out var absolute)
            && absolute.GetLeftPart(UriPartial.Authority) == _redirectUri.GetLeftPart(UriPartial.Authority);
        return EscapeForHeader(isOwn ? absolute!.PathAndQuery + absolute.Fragment : url);
    }

    /// <summary>Escapes what a Location header must not hold in the query of a requested return URL.</summary>
    public static string EscapeQuery(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? url : url[..query] + EscapeForHeader(url[query..]);
    }

    /// <summary>Checks that the dance can be mapped, and that it has not been mapped before.</summary>
    public void Reserve(string? begin)
    {
        if (begin is not null && begin.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                $"The login with '{_name}' cannot begin at '{begin}': its address has no parameters.");
        }
        if (_isMapped)
        {
            throw new InvalidOperationException(
                $"'{_name}' is mapped already; a dance has one pair of endpoints. "
                + "A dance of AddOAuthSignals answers at them without MapOAuthDance.");
        }
        _isMapped = true;
    }

    /// <summary>Takes the final routes of both endpoints, with the prefixes of their groups.</summary>
    public void SetRoutes(string begin, string finish)
    {
        var stated = RoutePath.ToRoute(_redirectUri.AbsolutePath);
        var mapped = $"/{finish.TrimStart('/')}";
        if (stated != mapped && stated != RoutePath.ToRoute(_publicBase) + mapped)
        {
            throw new InvalidOperationException(
                $"'{_name}' sends its users back to {_redirectUri}, "
                + $"but the endpoint that waits for them is mapped at {mapped}. "
                + "Map the dance outside of the group, or state the group's address in PublicUrl.");
        }
        _beginRoute = $"/{begin.TrimStart('/')}";
        _prefix = stated == mapped ? "" : _publicBase;
    }

    // The application's path base may be split off later than the handlers of schemes run.
    // As in routing, a slash at the end makes no difference.
    private bool IsAt(HttpRequest request, string? path)
    {
        var requested = request.Path.Value?.TrimEnd('/');
        return IsSame(requested, path) || (_publicBase.Length > 0 && IsSame(requested, _publicBase + path));
    }

    private static bool IsSame(string? requested, string? path) =>
        string.Equals(requested, path?.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    // Browsers send some characters unescaped in a query that a Location header must not hold.
    private static string EscapeForHeader(string query) =>
        string.Concat(query.EnumerateRunes().Select(rune => rune.Value is > ' ' and <= '~' and not '\\'
            ? rune.ToString()
            : Uri.EscapeDataString(rune.ToString())));

    private void CheckRoute(string path)
    {
        if (RoutePath.IsReachable(path))
            return;
        throw new InvalidOperationException(
            $"No callback could reach '{_name}' at its redirect URI {_redirectUri.AbsoluteUri}: the path must not hold "
            + $"//, %2F or %3F. Set OAuth:{_name}:RedirectUri in the configuration, or RedirectUri of AddOAuthDance, "
            + "to another, and register that with the provider.");
    }
}
