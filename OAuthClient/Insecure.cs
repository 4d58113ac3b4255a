namespace OAuthClient;

/// <summary>Safety that one can do without, each by a name to search for. The default is <see cref="Nothing"/>.</summary>
[Flags]
public enum Insecure
{
    /// <summary>All safety is on.</summary>
    Nothing = 0,

    /// <summary>Endpoints on this very machine may be <c>http</c>: for tests and demonstrations.</summary>
    LoopbackHttp = 1,
}
