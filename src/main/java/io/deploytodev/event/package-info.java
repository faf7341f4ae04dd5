/** What a deploy says while it runs; renderers outside the core decide how it looks. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.event;
