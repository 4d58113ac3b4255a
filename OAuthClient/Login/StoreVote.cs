namespace OAuthClient.Login;

/// <summary>A receiver's vote about storing the token. A later member takes precedence over an earlier one.</summary>
internal enum StoreVote
{
    NoOpinion,
    Store,
    AlreadyStored,
    DontStore,
}
