using NaturalCode;

Form[] forms = [.. EveryNAME.Forms, .. Lambdas.Forms, .. SilentReceivers.Forms];
var lost = 0;
foreach (var form in forms)
{
    var fault = await form.CheckAsync().ConfigureAwait(false);
    lost += fault is null ? 0 : 1;
    Console.WriteLine($"{form.Name}: {fault ?? "right"}");
}
await Awaiting.DeclareAsync().ConfigureAwait(false);
Console.WriteLine($"{forms.Length} receivers, {lost} lost");
return lost;
