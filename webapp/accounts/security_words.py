"""What Flask-Security says to people, in our words. Its own English is the key under which translations are found."""

from webapp.i18n import _


def messages() -> dict[str, tuple[str, str]]:
    """Settings of Flask-Security: sentence and kind by the name it knows them by."""
    good, bad = "success", "error"
    said = {
        "GENERIC_AUTHN_FAILED": (_("That e-mail address and password do not go together. Check both and try again. "
                                   "If you have just joined, first open the link in the mail we sent you."), bad),
        "CONFIRM_REGISTRATION": (_("We have sent a mail to %(email)s. Open the link in it to finish."), good),
        "EMAIL_CONFIRMED": (_("Thank you. Your e-mail address is confirmed. You can sign in now."), good),
        "ALREADY_CONFIRMED": (_("Your e-mail address is confirmed already. You can sign in."), good),
        "INVALID_CONFIRMATION_TOKEN": (_("This link does not work. Ask for a new one."), bad),
        "CONFIRMATION_EXPIRED": (_("This link has expired. Ask for a new one."), bad),
        "CONFIRMATION_REQUEST": (_("If %(email)s still has to be confirmed, we have sent a mail to it."), good),
        "CONFIRMATION_REQUIRED": (_("First open the link in the mail we sent you."), bad),
        "PASSWORD_RESET_REQUEST": (_("If %(email)s has an account here, we have sent a mail with a link to it."), good),
        "PASSWORD_RESET_EXPIRED": (_("This link has expired. Ask for a new one."), bad),
        "INVALID_RESET_PASSWORD_TOKEN": (_("This link does not work any more. Ask for a new one."), bad),
        "PASSWORD_RESET_NO_LOGIN": (_("Your password is changed. Sign in with the new one."), good),
        "PASSWORD_CHANGE": (_("Your password is changed."), good),
        "PASSWORD_IS_THE_SAME": (_("Choose a password that is not the one you have now."), bad),
        "PASSWORD_INVALID_LENGTH": (_("Your password must have at least %(length)s characters."), bad),
        "PASSWORD_NOT_PROVIDED": (_("Enter a password."), bad),
        "RETYPE_PASSWORD_MISMATCH": (_("The two passwords are not the same."), bad),
        "INVALID_PASSWORD": (_("This is not your password. Try again."), bad),
        "EMAIL_NOT_PROVIDED": (_("Enter your e-mail address."), bad),
        "INVALID_EMAIL_ADDRESS": (_("Enter an e-mail address in the right form, like name@example.com."), bad),
        "INVALID_REDIRECT": (_("That address leads away from this site, so we do not follow it."), bad),
        "UNAUTHENTICATED": (_("Sign in to open this page."), bad),
        "REAUTHENTICATION_REQUIRED": (_("To change how you sign in, first show that it is you."), bad),
        "REAUTHENTICATION_SUCCESSFUL": (_("Thank you. Now you can go on."), good),
        "TWO_FACTOR_INVALID_TOKEN": (_("This code is not right, or was used already. Wait for the next one."), bad),
        "TWO_FACTOR_LOGIN_SUCCESSFUL": (_("You are signed in."), good),
        "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (_("The second step is on. We will ask for a code when you sign in. "
                                                  "Get recovery codes too, for the day you lose your phone."), good),
        "TWO_FACTOR_DISABLED": (_("The second step is off."), good),
        "TWO_FACTOR_SETUP_EXPIRED": (_("That took too long. Please start again."), bad),
        "TWO_FACTOR_PERMISSION_DENIED": (_("Please sign in again."), bad),
        "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_("Choose one of the ways on this page."), bad),
        "INVALID_RECOVERY_CODE": (_("This recovery code is not right, or it was used already."), bad),
        "NO_RECOVERY_CODES_SETUP": (_("You have no recovery codes yet."), bad),
        "API_ERROR": (_("Something in what your browser sent was not right. Please start again."), bad),
    }  # fmt: skip
    return {f"SECURITY_MSG_{name}": words for name, words in said.items()}


def subjects(authority: str) -> dict[str, str]:
    """The subjects of its mails."""
    said = {
        "REGISTER": _("Your account"),
        "CONFIRM": _("Confirm your e-mail address"),
        "PASSWORD_RESET": _("Choose a new password"),
        "PASSWORD_NOTICE": _("Your password was changed"),
        "PASSWORD_CHANGE_NOTICE": _("Your password was changed"),
        "TWO_FACTOR_RESCUE": _("Somebody cannot use their second step"),
    }
    return {f"SECURITY_EMAIL_SUBJECT_{name}": f"{words} – {authority}" for name, words in said.items()}
