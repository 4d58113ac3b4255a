namespace Signals.Receivers;

/// <summary>
/// Ends something after the finalizers of all that was collected with it: they run in no order, and may still send or
/// disconnect, or bring what they refer to back to life. So its own first run does nothing but ask for the next.
/// </summary>
internal abstract class LateFinalizer
{
    private bool _isSecondRun;

    ~LateFinalizer()
    {
        if (_isSecondRun)
            End();
        else
            GC.ReRegisterForFinalize(this);
        _isSecondRun = true;
    }

    protected abstract void End();
}
