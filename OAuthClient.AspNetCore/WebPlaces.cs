using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Where a dance stands: in the application's routes, and as browsers see it. The two differ by a path in front, if a proxy takes one off or the application
/// has a path base. It is taken from the addresses that were stated, and from no request.
/// </summary>
internal sealed class WebPlaces
{
    private readonly string _name;
    private readonly Uri _redirectUri;
    private readonly string _base;
    private bool _isClaimed;
    private string? _front;
    private string? _begin;

    public WebPlaces(string name, string? publicUrl, string redirectUri)
    {
        (_name, _redirectUri) = (name, new(redirectUri));
        _base = publicUrl is null ? "" : new Uri(publicUrl).AbsolutePath.TrimEnd('/');
        var path = _redirectUri.AbsolutePath;
        FinishRoute = Route(path.StartsWith($"{_base}/", StringComparison.Ordinal) ? path[_base.Length..] : path);
    }

    public string FinishRoute { get; }

    /// <summary>The start page.</summary>
    public string Root => $"{_base}/";

    /// <summary>Where the login begins.</summary>
    public string Begin => Front + _begin;

    private string Front => _front ?? throw new InvalidOperationException($"Nobody can log in with '{_name}': call app.MapOAuthDance(\"{_name}\").");

    /// <summary>Where the user is.</summary>
    public string Here(HttpRequest request)
    {
        // Browsers leave some characters as they are that no header of ours holds.
        var query = string.Concat((request.QueryString.Value ?? "").Select(letter => letter is > ' ' and <= '~' and not '\\' ? letter.ToString() : Uri.EscapeDataString(letter.ToString())));
        var front = request.PathBase.StartsWithSegments(Front, StringComparison.OrdinalIgnoreCase) ? "" : Front;
        var here = front + (request.PathBase + request.Path).ToUriComponent() + query;
        return here.StartsWith("//", StringComparison.Ordinal) ? Root : here;
    }

    /// <summary>Takes the place for one pair of endpoints.</summary>
    public void Claim(string? begin)
    {
        if (begin is not null && begin.AsSpan().ContainsAny('{', '}'))
            throw new ArgumentException($"The login with '{_name}' cannot begin at '{begin}': its address has no parameters.");
        if (_isClaimed)
            throw new InvalidOperationException($"'{_name}' is mapped already; a dance has one pair of endpoints.");
        _isClaimed = true;
    }

    /// <summary>Takes over where the endpoints ended up, whatever groups they were mapped in.</summary>
    public void Map(string begin, string finish)
    {
        var (stated, mapped) = (Route(_redirectUri.AbsolutePath), $"/{finish.TrimStart('/')}");
        if (stated != mapped && stated != Route(_base) + mapped)
        {
            throw new InvalidOperationException(
                $"'{_name}' sends its users back to {_redirectUri}, but the endpoint that waits for them is mapped at {mapped}. Map the dance outside of the group, or state the group's address in PublicUrl.");
        }
        (_begin, _front) = ($"/{begin.TrimStart('/')}", stated == mapped ? "" : _base);
    }

    // Routes are matched unescaped, and braces mean something in them.
    private static string Route(string path) => Uri.UnescapeDataString(path).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
