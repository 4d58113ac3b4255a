namespace OAuthClient.OAuth1;

/// <summary>What a signature covers of a request, as it goes out.</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">The address.</param>
internal sealed record RequestToSign(string Method, Uri Url)
{
    /// <summary>The Host header, where it is another than the address has it.</summary>
    public string? Host { get; init; }

    /// <summary>The body, where it is a form; empty otherwise.</summary>
    public string Form { get; init; } = "";

    /// <summary>Whether its body is a form, or can be one.</summary>
    public bool TakesForm { get; init; }

    /// <summary>A digest of the body, where it is not a form and the provider wants one.</summary>
    public string? BodyHash { get; init; }
}
