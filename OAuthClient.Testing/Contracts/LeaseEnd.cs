namespace OAuthClient.Testing.Contracts;

/// <summary>When a token store ends a lease that its holder does not release.</summary>
public enum LeaseEnd
{
    /// <summary>After its lifetime, by the clock that the store is given.</summary>
    ByClock,

    /// <summary>After its lifetime, by a clock that a check cannot change, such as that of a server.</summary>
    ByServer,

    /// <summary>When the process of the holder ends, and not before: no rule can check it.</summary>
    WithProcess,
}
