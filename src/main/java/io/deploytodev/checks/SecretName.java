package io.deploytodev.checks;

import java.util.regex.Pattern;

/** Which variables hold secrets, as far as their names tell. */
public final class SecretName {

    private static final Pattern NAME = Pattern.compile(
            "PASSW|PASSPHRASE|(^|_)PASS($|_)|(^|_)PWD($|_)|SECRET|TOKEN|CREDENTIAL|(^|_)AUTH$|KEY$|PRIVATE|(^|_)SALT$"
                    + "|SIGNATURE|WEBHOOK|(^|_)DSN$",
            Pattern.CASE_INSENSITIVE);

    private SecretName() {}

    public static boolean fits(String name) {
        return NAME.matcher(name).find();
    }
}
