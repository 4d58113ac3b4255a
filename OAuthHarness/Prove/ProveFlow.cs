namespace OAuthHarness.Prove;

/// <summary>A use of the client, such as a login, whose every call can fail.</summary>
internal abstract class ProveFlow
{
    public static readonly IReadOnlyList<ProveFlow> All =
    [
        new LoginFlow("login", "default"),
        new LoginFlow("link", "work"),
        new RefreshFlow("refresh", hasEnded: true),
        new RefreshFlow("early", hasEnded: false),
        new SignOutFlow(),
    ];

    public abstract string Name { get; }

    /// <summary>The kinds of fault that mean something in this flow.</summary>
    public abstract IReadOnlyList<FaultKind> Kinds { get; }

    /// <summary>Brings the client to the beginning of the flow. No fault happens meanwhile.</summary>
    public virtual Task PrepareAsync(Bench bench) => bench.LogInAsync("the login before");

    /// <summary>Does what the flow is about, and checks what comes of each call. Faults happen meanwhile.</summary>
    public abstract Task RunAsync(Bench bench);

    /// <summary>Checks what is left afterwards, and that all works again. No fault happens any more.</summary>
    public abstract Task CheckAsync(Bench bench);
}
