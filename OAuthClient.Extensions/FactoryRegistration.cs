namespace OAuthClient.Extensions;

/// <summary>A client of the factory whose calls get tokens.</summary>
/// <param name="Client">The name of the client.</param>
/// <param name="Dance">The name of the dance.</param>
/// <param name="Tokens">The tokens of the calls.</param>
internal sealed record FactoryRegistration(string Client, string Dance, ClientTokens Tokens);
