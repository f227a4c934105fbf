package org.zhike;

/** The entry of the application. */
public final class Zhike {

    private Zhike() {}

    public static void main(String[] arguments) {
        System.out.println("Zhike");
    }
}
