"""Limits on what anybody may write: counted per address and account, eased by proof of work.

A view that takes a public write:

    proven = proof.verify(request.POST.get("proof", ""))
    verdict = limits.check(request, "submit", proven=proven)
    if not verdict: answer 429 with Retry-After: verdict.retry_after, and keep what was typed

and its form includes "portal/abuse/proof.html".
"""
