namespace NaturalCode;

/// <summary>Methods of every signature that a receiver may have.</summary>
internal sealed class ReceiverMethods<T>(T answer)
{
    public int Heard { get; private set; }

    public void Hear(string sender, int args) => Heard += args;

    public Task HearAsync(string sender, int args) => Task.FromResult(Heard += args);

    public Task HearTokenAsync(string sender, int args, CancellationToken token) => Task.Delay(Heard++, token);

    public ValueTask HearValueAsync(string sender, int args) => new(HearAsync(sender, args));

    public ValueTask HearTokenValueAsync(string sender, int args, CancellationToken token) =>
        new(HearTokenAsync(sender, args, token));

    public T Answer(string sender, int args) => answer;

    public T? Maybe(string sender, int args) => answer;

    public Task<T> TaskAsync(string sender, int args) => Task.FromResult(answer);

    public Task<T?> MaybeTaskAsync(string sender, int args) => Task.FromResult<T?>(answer);

    public Task<T> TokenTaskAsync(string sender, int args, CancellationToken token) => Task.FromResult(answer);

    public Task<T?> MaybeTokenTaskAsync(string sender, int args, CancellationToken token) =>
        Task.FromResult<T?>(answer);

    public ValueTask<T> ValueAsync(string sender, int args) => ValueTask.FromResult(answer);

    public ValueTask<T?> MaybeValueAsync(string sender, int args) => ValueTask.FromResult<T?>(answer);

    public ValueTask<T> TokenValueAsync(string sender, int args, CancellationToken token) =>
        ValueTask.FromResult(answer);

    public ValueTask<T?> MaybeTokenValueAsync(string sender, int args, CancellationToken token) =>
        ValueTask.FromResult<T?>(answer);

    // Overloads with and without a token: the overload with the token is connected.
    public Task HearEitherAsync(string sender, int args) => throw new NotSupportedException();

    public Task HearEitherAsync(string sender, int args, CancellationToken token) =>
        HearTokenAsync(sender, args, token);

    public Task<T> EitherAsync(string sender, int args) => throw new NotSupportedException();

    public Task<T> EitherAsync(string sender, int args, CancellationToken token) => TokenTaskAsync(sender, args, token);

    public ValueTask<T> EitherValueAsync(string sender, int args) => throw new NotSupportedException();

    public ValueTask<T> EitherValueAsync(string sender, int args, CancellationToken token) =>
        TokenValueAsync(sender, args, token);
}
