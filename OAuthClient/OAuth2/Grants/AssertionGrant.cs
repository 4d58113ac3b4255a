namespace OAuthClient.OAuth2.Grants;

/// <summary>An assertion of the caller's as a grant (RFC 7521 section 4.1). Immutable.</summary>
public abstract class AssertionGrant : OAuth2Grant
{
    private readonly Func<CancellationToken, ValueTask<Secret>> _create;

    private protected AssertionGrant(Func<CancellationToken, ValueTask<Secret>> create, bool canRepeat)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        CanRepeat = canRepeat;
    }

    /// <summary>Whether a new assertion can be made for each token.</summary>
    public override bool CanRepeat { get; }

    /// <inheritdoc/>
    public sealed override async ValueTask<OAuthToken> RequestAsync(
        GrantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var assertion = await context.CallHostAsync(_create, cancellationToken).ConfigureAwait(false);
        var request = context.CreateRequest();
        var encoded = Encode(assertion);
        if (encoded.IsEmpty)
            throw OAuthException.Failed(OAuthErrorCode.GrantFailed, Fault);
        request.Add("assertion", encoded);
        return await context.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The message about a text that is no such assertion.</summary>
    private protected abstract string Fault { get; }

    /// <summary>Writes the assertion as the request has it; empty when the text is no such assertion.</summary>
    private protected abstract Secret Encode(Secret assertion);

    /// <exception cref="ArgumentException">The text is no such assertion.</exception>
    private protected void ThrowIfInvalid(Secret assertion)
    {
        if (Encode(assertion).IsEmpty)
            throw new ArgumentException(Fault, nameof(assertion));
    }
}
