using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>
/// Reads the registration of an answer. An answer that brings none, or one that the program cannot use, is an error
/// that says why.
/// </summary>
/// <param name="asked">The metadata that the program sent.</param>
/// <param name="askedMethod">The method of client authentication that the program asked for.</param>
/// <param name="provider">The provider.</param>
/// <param name="time">The clock.</param>
internal sealed class RegistrationReading(
    ClientMetadata asked, string askedMethod, OAuth2Provider provider, TimeProvider time)
{
    private readonly RegistrationCheck _check = new(provider, asked, askedMethod);

    /// <param name="answer">The answer.</param>
    /// <param name="former">The registration that the answer updates; null for a new one.</param>
    /// <exception cref="OAuthException">The answer has no registration that can be used.</exception>
    public ClientRegistration Read(RegistrationAnswer answer, ClientRegistration? former)
    {
        if (answer.Refusal is { } refusal)
            throw refusal;
        // RFC 7591 section 3.2.1 has the status 201, RFC 7592 section 2 has 200.
        if (answer.Status is not (200 or 201))
            throw Unusable(answer, $"has the status {answer.Status}, which tells of no registration");
        if (answer.Fields is not { } fields)
            throw Unusable(answer, "is no JSON object");
        var registration = ReadFields(answer, fields, former);
        // RFC 7592 section 3: the client id does not change.
        if (former is not null && registration.ClientId != former.ClientId)
            throw RegistrationFailure.Unusable(answer, new("is of another client_id", "Is the answer from a cache?"));
        return _check.Find(registration, time.GetUtcNow()) is { } fault
            ? throw RegistrationFailure.Unusable(answer, fault)
            : registration;
    }

    /// <summary>Refuses a stored registration that the metadata of this registrar does not fit.</summary>
    /// <exception cref="OAuthException">The registration cannot do what the program wants to do.</exception>
    public void ThrowIfUnfit(ClientRegistration stored)
    {
        if (_check.FindMisfit(stored) is { } fault)
            throw RegistrationFailure.Unfit(fault);
    }

    private ClientRegistration ReadFields(
        RegistrationAnswer answer, RegistrationFields fields, ClientRegistration? former)
    {
        try
        {
            return RegistrationReader.Read(fields, asked, askedMethod, former, time.GetUtcNow());
        }
        catch (FormatException unreadable)
        {
            throw Unusable(answer, unreadable.Message);
        }
    }

    private static OAuthException Unusable(RegistrationAnswer answer, string words) =>
        RegistrationFailure.Unusable(answer, new(words, RegistrationFault.ProviderMistake));
}
