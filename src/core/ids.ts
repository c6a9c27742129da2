/**
 * Names of configured things. They are the keys of config.yaml, so that logs, rows and configuration speak
 * the same names; the brands keep a feed's id from standing where a rule's is meant.
 */

declare const idBrand: unique symbol

export type FeedId = string & { readonly [idBrand]: 'feed' }
export type RuleId = string & { readonly [idBrand]: 'rule' }
export type SubscriptionId = string & { readonly [idBrand]: 'subscription' }

export const feedIdOf = (key: string): FeedId => key as FeedId
export const ruleIdOf = (key: string): RuleId => key as RuleId
export const subscriptionIdOf = (key: string): SubscriptionId => key as SubscriptionId
