using Aot;

Lifetimes.Check();
OpenForm.Check();
Senders.Check();
await Answers.CheckAsync();
Scanning.Check();
Console.WriteLine("all right");
