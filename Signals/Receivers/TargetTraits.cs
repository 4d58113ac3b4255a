namespace Signals.Receivers;

/// <summary>
/// The traits of a target's class. If the class has no lambdas and no <c>async void</c> methods, a connect need not
/// examine the delegate's method.
/// </summary>
/// <param name="Kind">Object or closure.</param>
/// <param name="HasLambdas">
/// Whether a lambda is a method of the class, as a lambda that captures only <c>this</c>.
/// </param>
/// <param name="HasAsyncVoid">Whether a method or a lambda of the class is <c>async void</c>.</param>
internal sealed record TargetTraits(TargetKind Kind, bool HasLambdas, bool HasAsyncVoid);
