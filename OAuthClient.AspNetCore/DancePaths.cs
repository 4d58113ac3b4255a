using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Where a dance stands: in the application's routes, and as browsers see it. The two differ by a path in front, if a proxy takes one off or the application
/// has a path base. It is taken from the addresses that were stated, and from no request.
/// </summary>
internal sealed class DancePaths
{
    private readonly string _name;
    private readonly Uri _redirectUri;
    private readonly string _publicBase;
    private bool _isMapped;
    private string? _prefix;
    private string? _beginRoute;

    public DancePaths(string name, string? publicUrl, string redirectUri)
    {
        (_name, _redirectUri) = (name, new(redirectUri));
        _publicBase = publicUrl is null ? "" : new Uri(publicUrl).AbsolutePath.TrimEnd('/');
        var path = _redirectUri.AbsolutePath;
        FinishRoute = ToRoute(path.StartsWith($"{_publicBase}/", StringComparison.Ordinal) ? path[_publicBase.Length..] : path);
    }

    public string FinishRoute { get; }

    /// <summary>The start page.</summary>
    public string StartPage => $"{_publicBase}/";

    /// <summary>Where the login begins.</summary>
    public string BeginPath => Prefix + _beginRoute;

    private string Prefix => _prefix ?? throw new InvalidOperationException($"Nobody can log in with '{_name}': call app.MapOAuthDance(\"{_name}\").");

    /// <summary>Where the user is.</summary>
    public string PathOf(HttpRequest request)
    {
        // Browsers leave some characters as they are that no header of ours holds.
        var query = string.Concat((request.QueryString.Value ?? "").Select(letter => letter is > ' ' and <= '~' and not '\\' ? letter.ToString() : Uri.EscapeDataString(letter.ToString())));
        var front = request.PathBase.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase) ? "" : Prefix;
        var here = front + (request.PathBase + request.Path).ToUriComponent() + query;
        return here.StartsWith("//", StringComparison.Ordinal) ? StartPage : here;
    }

    /// <summary>Takes the place for one pair of endpoints.</summary>
    public void Reserve(string? begin)
    {
        if (begin is not null && begin.AsSpan().ContainsAny('{', '}'))
            throw new ArgumentException($"The login with '{_name}' cannot begin at '{begin}': its address has no parameters.");
        if (_isMapped)
            throw new InvalidOperationException($"'{_name}' is mapped already; a dance has one pair of endpoints.");
        _isMapped = true;
    }

    /// <summary>Takes over where the endpoints ended up, whatever groups they were mapped in.</summary>
    public void SetRoutes(string begin, string finish)
    {
        var (stated, mapped) = (ToRoute(_redirectUri.AbsolutePath), $"/{finish.TrimStart('/')}");
        if (stated != mapped && stated != ToRoute(_publicBase) + mapped)
        {
            throw new InvalidOperationException(
                $"'{_name}' sends its users back to {_redirectUri}, but the endpoint that waits for them is mapped at {mapped}. Map the dance outside of the group, or state the group's address in PublicUrl.");
        }
        (_beginRoute, _prefix) = ($"/{begin.TrimStart('/')}", stated == mapped ? "" : _publicBase);
    }

    // Routes are matched unescaped, and braces mean something in them.
    private static string ToRoute(string path) => Uri.UnescapeDataString(path).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
