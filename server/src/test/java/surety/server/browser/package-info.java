/// The whole path in a real browser.
@org.jspecify.annotations.NullMarked
package surety.server.browser;
