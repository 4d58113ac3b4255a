namespace OAuthClient.Internal;

/// <summary>
/// A renewal took so long that its lease may have lapsed: it begins again, and has spent nothing.
/// </summary>
internal sealed class LeaseLapsedException : Exception;
